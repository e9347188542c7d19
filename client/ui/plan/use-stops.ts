import { nextTick, ref } from 'vue'
import { useAnnouncer } from '../announcements/use-announcer.ts'
import { writtenStop, type FormStop } from '../../../shared/walk/plan/plan-form.ts'
import { usePlanWords } from './use-plan-words.ts'

interface StopsOptions {
  /** The form may be replaced as a whole. */
  stops: () => FormStop[]
  newId: () => string
}

/** Adds, moves and removes the stops of a plan in its list, and says so to whoever does not see it. */
export function useStops({ stops, newId }: StopsOptions) {
  const { t } = usePlanWords()
  const { announce } = useAnnouncer()
  /** The stop that the next press on the map places. */
  const placingId = ref<string | null>(null)
  const removed = ref<{ stop: FormStop; at: number } | null>(null)
  function togglePlacing(id: string) {
    placingId.value = placingId.value === id ? null : id
  }
  const nameOf = ({ name }: FormStop) => name || t('desk.plan.nameless')
  const focusName = (n: number) => focusOn(`[data-field="stop-${String(n)}-name"]`)

  async function write() {
    stops().push(writtenStop(newId()))
    await focusName(stops().length)
  }

  async function move(index: number, steps: number) {
    const [stop, other] = [stops()[index], stops()[index + steps]]
    if (!stop || !other) return
    const focused = document.activeElement
    stops().splice(index, 1)
    stops().splice(index + steps, 0, stop)
    announce(t('desk.plan.moved', { name: nameOf(stop), n: index + steps + 1 }))
    await nextTick()
    // An element that is moved loses the focus.
    if (focused instanceof HTMLElement) focused.focus()
  }

  async function remove(index: number) {
    const [stop] = stops().splice(index, 1)
    if (!stop) return
    removed.value = { stop, at: index }
    announce(t('desk.plan.removed', { name: nameOf(stop) }))
    await focusOn('[data-act="undo-stop"]')
  }

  async function bringBack() {
    if (!removed.value) return
    const { stop, at } = removed.value
    stops().splice(at, 0, stop)
    removed.value = null
    await focusName(at + 1)
  }

  const acts = { write, move, remove, bringBack, togglePlacing, focusName }
  return { placingId, removed, nameOf, ...acts }
}

export async function focusOn(selector: string): Promise<void> {
  await nextTick()
  document.querySelector<HTMLElement>(selector)?.focus()
}
