import { inject, onScopeDispose, ref, shallowRef } from 'vue'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { Problem } from '../../../shared/problem.ts'
import { problemWithWish } from '../../../shared/wish/check-wish.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'
import type { AskDraft } from './ask-draft.ts'

/** offline: nothing left the phone; unanswered: it may have arrived; refused: the server says why. */
export type AskTrouble =
  { state: 'offline' } | { state: 'unanswered' } | { state: 'refused'; problem: Problem }

/** Everywhere: what the phone checks before it knows the municipality. */
const wholeEarth = [-180, -90, 180, 90] as const

/** Sends a wish. It needs a network, and what is written stays until the server has received it. */
export function useAsking(municipalityId: string, draft: AskDraft) {
  const { api } = inject(walkServicesKey) as WalkServices
  const municipality = shallowRef<Reply<'askedMunicipality'> | null>(null)
  const isUnknown = ref(false)
  const isSending = ref(false)
  const trouble = shallowRef<AskTrouble | null>(null)

  /** The form can be filled in meanwhile, and without it. */
  async function load(): Promise<void> {
    if (municipality.value) return
    const params = { id: municipalityId }
    const outcome = await api.call('askedMunicipality', { params }).catch(() => undefined)
    if (outcome?.ok) municipality.value = outcome.value
    isUnknown.value = outcome?.ok === false && outcome.problem.code === 'not-found'
  }

  /** Returns the secret of a wish that the server has received; undefined for a second press while the first is under way. */
  async function send(): Promise<string | undefined> {
    if (isSending.value) return undefined
    trouble.value = null
    const words = draft.words()
    const problem = problemWithWish(words, municipality.value?.bounds ?? wholeEarth)
    if (problem && !problem.ok) {
      trouble.value = { state: 'refused', problem: problem.problem }
      return undefined
    }
    if (!navigator.onLine) {
      // An answer may have got lost before.
      trouble.value = { state: draft.wasSent() ? 'unanswered' : 'offline' }
      return undefined
    }
    isSending.value = true
    const { wishId, secret } = draft.keys()
    const body = { municipalityId, wishId, secret, ...words, worst: [...words.worst] }
    try {
      const outcome = await api.call('askForWalk', { body })
      if (outcome.ok) return secret
      trouble.value = { state: 'refused', problem: outcome.problem }
    } catch {
      trouble.value = { state: 'unanswered' }
    } finally {
      isSending.value = false
    }
    return undefined
  }

  const look = () => void load()
  window.addEventListener('online', look)
  onScopeDispose(() => window.removeEventListener('online', look))
  look()
  return { municipality, isUnknown, isSending, trouble, send }
}
