import { computed } from 'vue'
import type { BoundingBox } from '../../../../../shared/geo.ts'
import type { VisibleWish, WishTarget } from '../../../../../shared/wish/wish.ts'
import type { DeskAnswer } from '../../../../sync/services/desk-push.ts'
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
  const { isSending, trouble, send, newId } = useWalkSend()
  const named = () => ({ wishId: wish().id, base: wish().state })
  const isStale = computed(
    () => trouble.value?.state === 'refused' && trouble.value.problem.code === 'stale',
  )

  /** Returns whether the walk is there; one that arrived at an earlier try is. */
  async function makeDraft(walkId: string): Promise<boolean> {
    const args = draftOf(wish(), { walkId, bounds, title: draftTitle })
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
