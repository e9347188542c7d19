import { inject, ref, shallowRef } from 'vue'
import type { Problem } from '../../../../shared/problem.ts'
import type { DeskAnswer, DeskChange } from '../../../sync/services/desk-push.ts'
import { useReaderStore } from '../connection/reader-store.ts'
import { requireDeskServices } from '../connection/require-services.ts'

/** Why a step has no effect: no answer came, it was put aside, or it was refused. */
export type SendTrouble =
  { state: 'unsent' } | { state: 'parked' } | { state: 'refused'; problem: Problem }

/**
 * Sends one change of a walk, or one answer to a wish, at a time. What got no answer is forgotten and sent as a new change when the person presses again: every change
 * of a walk names what it replaces, so one that arrived after all is found out.
 */
export function useWalkSend() {
  const { push } = requireDeskServices(inject)
  const desk = useReaderStore()
  const isSending = ref(false)
  const trouble = shallowRef<SendTrouble | null>(null)

  /** Returns undefined while another change is on its way. */
  async function send(change: DeskChange): Promise<DeskAnswer | undefined> {
    if (isSending.value) return undefined
    isSending.value = true
    trouble.value = null
    try {
      const answer = await push.send(change)
      trouble.value = troubleIn(answer)
      if (answer.state === 'unsent') push.forget(answer.id)
      if (answer.state === 'unsent' && answer.cause === 'sign-in-needed') desk.needsSignIn = true
      return answer
    } finally {
      isSending.value = false
    }
  }

  return { isSending, trouble, send, newId: () => push.newId() }
}

function troubleIn(answer: DeskAnswer): SendTrouble | null {
  if (answer.state === 'applied') return null
  if (answer.state === 'refused') return { state: 'refused', problem: answer.problem }
  return { state: answer.state }
}
