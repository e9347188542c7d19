import { computed } from 'vue'
import type { BoundingBox } from '../../../../../shared/geo.ts'
import type { VisibleWish, WishTarget } from '../../../../../shared/wish/wish.ts'
import { sameAgain } from '../../../../../shared/walk/again/same-again.ts'
import type { DeskAnswer } from '../../../../sync/services/desk-push.ts'
import { useReaderStore } from '../../connection/reader-store.ts'
import { useWalkSend } from '../use-walk-send.ts'
import { draftOf } from './draft-walk.ts'

interface AnswerOptions {
  municipalityId: string
  bounds: BoundingBox
  /** Name of a walk whose place is on the map only. */
  draftTitle: string
}

/** The answers to a wish. Each names the state that the person saw. */
export function useWishAnswer(
  wish: () => VisibleWish,
  { municipalityId, bounds, draftTitle }: AnswerOptions,
) {
  const desk = useReaderStore()
  const { isSending, trouble, send, newId } = useWalkSend()
  const named = () => ({ wishId: wish().id, base: wish().state })
  const isStale = computed(
    () => trouble.value?.state === 'refused' && trouble.value.problem.code === 'stale',
  )

  /** The plan of the walk that is wished for again, as long as it is there to be read; else a draft from the wish itself. */
  async function planOf(walkId: string) {
    const draft = draftOf(wish(), { walkId, bounds, title: draftTitle })
    const { sameAs } = wish()
    if (sameAs === undefined) return draft
    const asked = await desk.ask('readWalk', { params: { id: sameAs } })
    if (asked.state === 'answered') return sameAgain(asked.value, walkId)
    // Without an answer nobody knows whether it is there, and a draft without its stops would stay.
    if (asked.state !== 'refused') trouble.value = { state: 'unsent' }
    return asked.state === 'refused' ? draft : undefined
  }

  /** Returns whether the walk is there; one that arrived at an earlier try is. */
  async function makeDraft(walkId: string): Promise<boolean> {
    const args = await planOf(walkId)
    if (!args) return false
    const answer = await send({ space: walkId, name: 'walk.create@1', args })
    if (answer?.state === 'applied') return true
    const isThere = answer?.state === 'refused' && answer.problem.code === 'walk-exists'
    if (isThere) trouble.value = null
    return isThere
  }

  /** Decides first, so that two coordinators cannot make two walks of one wish. Returns the id of the walk when all of it is done. */
  async function accept(): Promise<string | undefined> {
    const walkId = newId()
    const args = { ...named(), walkId }
    const answer = await send({ space: municipalityId, name: 'wish.accept@1', args })
    if (answer?.state !== 'applied') return undefined
    return (await makeDraft(walkId)) ? walkId : undefined
  }

  const join = (to: WishTarget): Promise<DeskAnswer | undefined> =>
    send({ space: municipalityId, name: 'wish.join@1', args: { ...named(), to } })

  const decline = (reason: string): Promise<DeskAnswer | undefined> =>
    send({ space: municipalityId, name: 'wish.decline@1', args: { ...named(), reason } })

  return { isSending, trouble, isStale, accept, makeDraft, join, decline }
}
