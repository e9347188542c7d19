import { onMounted, ref, shallowRef } from 'vue'
import type { WalkRole } from '../../../../../shared/access/roles.ts'
import type { WalkCode } from '../../../../../shared/contract/walk-contract.ts'
import type { Problem } from '../../../../../shared/problem.ts'
import { useReaderStore } from '../../connection/reader-store.ts'

/** The codes that let phones into one walk. They are read and changed by the routes of codes: whoever joins needs no plan. */
export function useCodes(walkId: string) {
  const desk = useReaderStore()
  const codes = shallowRef<readonly WalkCode[] | null>(null)
  const hasFailed = ref(false)
  const problem = shallowRef<Problem | 'unanswered' | null>(null)
  /** Closed a moment ago: the same code can be opened again. */
  const closed = shallowRef<WalkCode | null>(null)
  const made = ref('')

  async function load() {
    const asked = await desk.ask('listCodes', { params: { id: walkId } })
    hasFailed.value = asked.state !== 'answered'
    if (asked.state === 'answered') codes.value = asked.value.codes
  }

  /** Returns whether there is a new code; an empty one is made up by the server. */
  async function make(role: WalkRole, code: string): Promise<boolean> {
    const body = code.trim() === '' ? { role } : { role, code }
    const asked = await desk.ask('makeCode', { params: { id: walkId }, body })
    problem.value = problemIn(asked)
    if (asked.state !== 'answered') return false
    made.value = asked.value.code
    closed.value = null
    await load()
    return true
  }

  async function close(one: WalkCode) {
    const asked = await desk.ask('closeCode', { params: { id: walkId, code: one.code } })
    problem.value = problemIn(asked)
    if (asked.state !== 'answered') return
    closed.value = one
    made.value = ''
    await load()
  }

  onMounted(load)
  return { codes, hasFailed, problem, closed, made, load, make, close }
}

const problemIn = (asked: { state: string; problem?: Problem }): Problem | 'unanswered' | null => {
  if (asked.state === 'answered') return null
  return asked.problem ?? 'unanswered'
}
