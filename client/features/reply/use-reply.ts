import { inject, onScopeDispose, reactive, ref, shallowRef, type Ref } from 'vue'
import type { ReadInvitation } from '../../../shared/contract/reply-contract.ts'
import type { Problem } from '../../../shared/problem.ts'
import { problemWithReply } from '../../../shared/reply/check-reply.ts'
import type { ReplyAnswer, ReplyWords } from '../../../shared/reply/reply.ts'
import type { ApiClient } from '../../sync/http/api-client.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'
import { useOwnReply, type OwnReply } from './own-reply.ts'

/** offline: nothing left the browser; unanswered: it may have arrived; missing: nothing is chosen; refused: the server says why. */
export type ReplyTrouble =
  { state: 'offline' | 'unanswered' | 'missing' } | { state: 'refused'; problem: Problem }

type ReplyDraft = Omit<ReplyWords, 'answer'> & { answer: ReplyAnswer | '' }

const emptyDraft = (): ReplyDraft => ({
  ...{ answer: '', wheelchair: false, interpreter: null, other: '' },
})

/** What is chosen, and whether it differs from what the server has. */
function useDraft(own: OwnReply) {
  const words = reactive(emptyDraft())
  const isChanged = ref(false)

  /** What somebody is about to change stays as it is. */
  function take({ reply }: ReadInvitation): void {
    if (isChanged.value) return
    const { answer, wheelchair, interpreter, other } = own.draft() ?? reply ?? emptyDraft()
    Object.assign(words, { answer, wheelchair, interpreter, other })
    isChanged.value = own.draft() !== undefined
  }

  function change(patch: Partial<ReplyDraft>): void {
    Object.assign(words, patch)
    isChanged.value = true
    const { answer, ...needs } = words
    if (answer !== '') own.keep({ answer, ...needs })
  }
  return { words, isChanged, take, change }
}

/** One answer to an invitation. It needs a network, and what was chosen stays in this browser until the server has received it. */
export function useReply(code: string) {
  const { api } = inject(walkServicesKey) as WalkServices
  const own = useOwnReply(code)
  const draft = useDraft(own)
  const invitation = shallowRef<ReadInvitation | null>(null)
  const refusal = shallowRef<Problem | null>(null)
  const state = ref<'loading' | 'shown' | 'failed' | 'refused'>('loading')

  function show(read: ReadInvitation): void {
    invitation.value = read
    state.value = 'shown'
    draft.take(read)
  }

  async function load(): Promise<void> {
    const body = { code, secret: own.secret() }
    const asked = await api.call('readInvitation', { body }).catch(() => undefined)
    if (asked?.ok) {
      // The code was given to another walk, and so is a new answer.
      if (own.isOfOther(asked.value.walk.id)) await load()
      else show(asked.value)
    } else if (asked) {
      refusal.value = asked.problem
      state.value = 'refused'
    } else if (!invitation.value) state.value = 'failed'
  }

  const sending = useSending({ api, code, own, draft, load })
  const erasing = useErasing({ api, own, draft, invitation })
  loadOnReturn(load, sending.isSending)
  return { ...draft, invitation, refusal, state, load, ...sending, ...erasing }
}

type Draft = ReturnType<typeof useDraft>

interface Sending {
  api: ApiClient
  code: string
  own: OwnReply
  draft: Draft
  load: () => Promise<void>
}

function useSending({ api, code, own, draft, load }: Sending) {
  const isSending = ref(false)
  const trouble = shallowRef<ReplyTrouble | null>(null)

  async function deliver(words: ReplyWords): Promise<ReplyTrouble | null> {
    // Kept before anything is sent, so that another try is the same answer, also after a reload.
    own.keep(words)
    if (!navigator.onLine) return { state: 'offline' }
    const body = { code, secret: own.secret(), ...words }
    const outcome = await api.call('giveReply', { body }).catch(() => undefined)
    if (!outcome) return { state: 'unanswered' }
    if (!outcome.ok) return { state: 'refused', problem: outcome.problem }
    own.keep(undefined)
    draft.isChanged.value = false
    await load()
    return null
  }

  async function send(): Promise<void> {
    if (isSending.value) return
    const { answer, ...needs } = draft.words
    const problem = answer === '' ? undefined : problemWithReply({ answer, ...needs })
    isSending.value = true
    if (answer === '') trouble.value = { state: 'missing' }
    else if (problem && !problem.ok) trouble.value = { state: 'refused', problem: problem.problem }
    else trouble.value = await deliver({ answer, ...needs })
    isSending.value = false
  }
  return { isSending, trouble, send }
}

type Erasing = Pick<Sending, 'api' | 'own' | 'draft'> & { invitation: Ref<ReadInvitation | null> }

function useErasing({ api, own, draft, invitation }: Erasing) {
  const isErased = ref(false)
  const hasFailedToErase = ref(false)

  async function erase(): Promise<void> {
    const body = { secret: own.secret() }
    const outcome = await api.call('eraseReply', { body }).catch(() => undefined)
    hasFailedToErase.value = !outcome?.ok
    if (!outcome?.ok || !invitation.value) return
    own.forget()
    draft.isChanged.value = false
    isErased.value = true
    invitation.value = { ...invitation.value, reply: null }
    draft.take(invitation.value)
  }
  return { isErased, hasFailedToErase, erase }
}

function loadOnReturn(load: () => Promise<void>, isSending: Ref<boolean>): void {
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
}
