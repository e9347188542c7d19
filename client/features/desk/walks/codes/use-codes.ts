import { onMounted, ref, shallowRef } from 'vue'
import type { WalkCode } from '../../../../../shared/contract/walk-contract.ts'
import type { Problem } from '../../../../../shared/problem.ts'
import { useReaderStore } from '../../connection/reader-store.ts'

export type NewCode = Pick<WalkCode, 'role' | 'code' | 'forOnePhone'>

/** The codes that let phones into one walk. They are read and changed by the routes of codes: whoever joins needs no plan. */
export function useCodes(walkId: string) {
  const desk = useReaderStore()
  const codes = shallowRef<readonly WalkCode[] | null>(null)
  const hasFailed = ref(false)
  const problem = shallowRef<Problem | 'unanswered' | null>(null)
  /** Closed a moment ago: the same code can be opened again. */
  const closed = shallowRef<WalkCode | null>(null)
  const made = ref('')
  /** In place of another one. */
  const replaced = shallowRef<{ old: string; code: string } | null>(null)

  async function load() {
    const asked = await desk.ask('listCodes', { params: { id: walkId } })
    hasFailed.value = asked.state !== 'answered'
    if (asked.state === 'answered') codes.value = asked.value.codes
  }

  /** Returns whether there is a new code; an empty one is made up by the server. */
  async function make({ role, code, forOnePhone }: NewCode): Promise<boolean> {
    const body = { role, forOnePhone, ...(code.trim() === '' ? {} : { code }) }
    const asked = await desk.ask('makeCode', { params: { id: walkId }, body })
    problem.value = problemIn(asked)
    if (asked.state !== 'answered') return false
    say({ made: asked.value.code })
    await load()
    return true
  }

  /** Somebody else may have changed it already, so the codes are read again whatever came of it. */
  async function replace({ code: old, role }: WalkCode) {
    const body = { role, replaces: old }
    const asked = await desk.ask('makeCode', { params: { id: walkId }, body })
    problem.value = problemIn(asked)
    if (asked.state === 'answered') say({ replaced: { old, code: asked.value.code } })
    await load()
  }

  /** Of what was done only the last is told. */
  function say(news: {
    made?: string
    closed?: WalkCode
    replaced?: { old: string; code: string }
  }) {
    made.value = news.made ?? ''
    closed.value = news.closed ?? null
    replaced.value = news.replaced ?? null
  }

  async function close(one: WalkCode) {
    const asked = await desk.ask('closeCode', { params: { id: walkId, code: one.code } })
    problem.value = problemIn(asked)
    if (asked.state !== 'answered') return
    say({ closed: one })
    await load()
  }

  onMounted(load)
  return { codes, hasFailed, problem, closed, made, replaced, load, make, replace, close }
}

const problemIn = (asked: { state: string; problem?: Problem }): Problem | 'unanswered' | null => {
  if (asked.state === 'answered') return null
  return asked.problem ?? 'unanswered'
}
