import { inject, onMounted, ref, shallowRef } from 'vue'
import type { Body } from '../../../shared/contract/api-contract.ts'
import type { WalkCode } from '../../../shared/contract/walk-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Problem } from '../../../shared/problem.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'

/** What was done last, in the words of its key. */
export type CodeNews =
  { what: 'made' | 'closed'; code: string } | { what: 'replaced'; old: string; code: string }

/** The open codes of a walk, for its leader. They are read and changed by the routes of codes, which need a network. */
export function useLeadCodes(walkId: Uuid) {
  const { api } = inject(walkServicesKey) as WalkServices
  const codes = shallowRef<readonly WalkCode[] | null>(null)
  const hasFailed = ref(false)
  const isBusy = ref(false)
  const trouble = shallowRef<Problem | 'unanswered' | null>(null)
  const news = shallowRef<CodeNews | null>(null)

  async function load(): Promise<void> {
    const asked = await api.call('listCodes', { params: { id: walkId } }).catch(() => undefined)
    hasFailed.value = !asked?.ok
    if (asked?.ok) codes.value = asked.value.codes
  }

  /** Somebody else may have changed the codes, so they are read again whatever came of it. */
  async function act(work: () => Promise<CodeNews | Problem>): Promise<void> {
    if (isBusy.value) return
    isBusy.value = true
    trouble.value = news.value = null
    const done = await work().catch(() => 'unanswered' as const)
    if (typeof done === 'object' && 'what' in done) news.value = done
    else trouble.value = done
    await load()
    isBusy.value = false
  }

  const ask = async (
    body: Body<'makeCode'>,
    newsOf: (code: string) => CodeNews,
  ): Promise<CodeNews | Problem> => {
    const made = await api.call('makeCode', { params: { id: walkId }, body })
    return made.ok ? newsOf(made.value.code) : made.problem
  }
  const make = (forOnePhone: boolean) =>
    act(() => ask({ role: 'walker', forOnePhone }, (code) => ({ what: 'made', code })))
  const replace = ({ code: old, role }: WalkCode) =>
    act(() => ask({ role, replaces: old }, (code) => ({ what: 'replaced', old, code })))
  const close = ({ code }: WalkCode) =>
    act(async () => {
      const closed = await api.call('closeCode', { params: { id: walkId, code } })
      return closed.ok ? { what: 'closed', code } : closed.problem
    })

  onMounted(load)
  return { codes, hasFailed, isBusy, trouble, news, load, make, replace, close }
}
