import type { Uuid } from '../../identifiers.ts'
import type { WalkArgs } from '../mutation-schemas.ts'
import { sameAgain } from './same-again.ts'
import type { Walk } from '../walk.ts'

interface FollowUpOptions {
  walkId: Uuid
  /** Of the follow-up, in the language of whoever makes it. */
  title: string
}

/**
 * The arguments that make the follow-up of a walk: the same stops with the same ids and therefore the same questions, without a date, and the
 * walk that it checks up on (domain.md §3.3, phase 10).
 */
export const followUp = (
  walk: Walk,
  { walkId, title }: FollowUpOptions,
): WalkArgs<'walk.create@1'> => ({ ...sameAgain(walk, walkId), title, follows: walk.id })
