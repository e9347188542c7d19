import { inject, onScopeDispose, reactive, ref, shallowRef } from 'vue'
import type { ReadInvitation } from '../../../shared/contract/reply-contract.ts'
import type { Problem } from '../../../shared/problem.ts'
import { problemWithReply } from '../../../shared/reply/check-reply.ts'
import type { ReplyAnswer, ReplyWords } from '../../../shared/reply/reply.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'
import { keepReply, makeSecret, readKept } from './kept-reply.ts'

/** offline: nothing left the browser; unanswered: it may have arrived; missing: nothing is chosen; refused: the server says why. */
export type ReplyTrouble =
  { state: 'offline' | 'unanswered' | 'missing' } | { state: 'refused'; problem: Problem }

export type ReplyDraft = Omit<ReplyWords, 'answer'> & { answer: ReplyAnswer | '' }

const emptyDraft = (): ReplyDraft => ({
  ...{ answer: '', wheelchair: false, interpreter: null, other: '' },
})

/** One answer to an invitation. It needs a network, and what was chosen stays in this browser until the server has received it. */
export function useReply(code: string) {
  const { api } = inject(walkServicesKey) as WalkServices
  let kept = readKept(code)
  let secret = kept?.secret ?? makeSecret()
  const invitation = shallowRef<ReadInvitation | null>(null)
  const refusal = shallowRef<Problem | null>(null)
  const state = ref<'loading' | 'shown' | 'failed' | 'refused'>('loading')
  const words = reactive(emptyDraft())
  const isChanged = ref(false)
  const isSending = ref(false)
  const isErased = ref(false)
  const hasFailedToErase = ref(false)
  const trouble = shallowRef<ReplyTrouble | null>(null)

  /** What somebody is about to change stays as it is. */
  function take(read: ReadInvitation): void {
    invitation.value = read
    state.value = 'shown'
    if (isChanged.value) return
    const { answer, wheelchair, interpreter, other } = kept?.draft ?? read.reply ?? emptyDraft()
    Object.assign(words, { answer, wheelchair, interpreter, other })
    isChanged.value = kept?.draft !== undefined
  }

  async function load(): Promise<void> {
    const asked = await api
      .call('readInvitation', { body: { code, secret } })
      .catch(() => undefined)
    if (asked?.ok && kept && kept.walkId !== asked.value.walk.id) {
      // The code was given to another walk, and so is a new answer.
      kept = undefined
      secret = makeSecret()
      keepReply(code, undefined)
      await load()
    } else if (asked?.ok) take(asked.value)
    else if (asked) {
      refusal.value = asked.problem
      state.value = 'refused'
    } else if (!invitation.value) state.value = 'failed'
  }

  /** Kept before anything is sent, so that another try is the same answer, also after a reload. */
  function keep(draft: ReplyWords | undefined): void {
    const walkId = invitation.value?.walk.id
    if (walkId === undefined) return
    kept = { secret, walkId, ...(draft && { draft }) }
    keepReply(code, kept)
  }

  function change(patch: Partial<ReplyDraft>): void {
    Object.assign(words, patch)
    isChanged.value = true
    isErased.value = false
    const { answer, ...needs } = words
    if (answer !== '') keep({ answer, ...needs })
  }

  function problemBefore({ answer, ...needs }: ReplyDraft): ReplyTrouble | undefined {
    if (answer === '') return { state: 'missing' }
    const problem = problemWithReply({ answer, ...needs })
    if (problem && !problem.ok) return { state: 'refused', problem: problem.problem }
    return navigator.onLine ? undefined : { state: 'offline' }
  }

  async function send(): Promise<boolean> {
    if (isSending.value) return false
    trouble.value = problemBefore({ ...words }) ?? null
    const { answer, ...needs } = words
    if (trouble.value || answer === '') return false
    keep({ answer, ...needs })
    isSending.value = true
    try {
      const outcome = await api.call('giveReply', { body: { code, secret, answer, ...needs } })
      if (!outcome.ok) trouble.value = { state: 'refused', problem: outcome.problem }
      else await received()
      return outcome.ok
    } catch {
      trouble.value = { state: 'unanswered' }
      return false
    } finally {
      isSending.value = false
    }
  }

  async function received(): Promise<void> {
    keep(undefined)
    isChanged.value = false
    await load()
  }

  async function erase(): Promise<void> {
    const outcome = await api.call('eraseReply', { body: { secret } }).catch(() => undefined)
    hasFailedToErase.value = !outcome?.ok
    if (!outcome?.ok) return
    kept = undefined
    keepReply(code, undefined)
    isChanged.value = false
    isErased.value = true
    if (invitation.value) take({ ...invitation.value, reply: null })
  }

  const look = () => {
    if (document.visibilityState === 'visible' && !isSending.value) void load()
  }
  document.addEventListener('visibilitychange', look)
  window.addEventListener('online', look)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('online', look)
  })
  void load()
  const shown = { invitation, refusal, state, words, isChanged, change }
  return { ...shown, isSending, isErased, hasFailedToErase, trouble, load, send, erase }
}
