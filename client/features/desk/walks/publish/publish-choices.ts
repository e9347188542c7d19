import type { PublishArgs } from '../../../../../shared/publication/mutation-schemas.ts'
import type { PublishableFinding } from '../../../../../shared/publication/publication-draft.ts'
import { findTextWarnings } from '../../../../ui/warnings/text-warnings.ts'

/** Words of the walker or the party that may point at a person; what was written for the public is read as well. */
export const isWarned = ({ text, answer, now }: PublishableFinding): boolean =>
  [now.text.wording ?? text, answer?.text ?? '', answer?.recipient ?? ''].some(
    (words) => findTextWarnings(words).length > 0,
  )

const isOpen = ({ state }: { state: string }): boolean => state === 'unchecked'

/** Somebody has gone through it, and nobody has chosen anything for it since. A wording for other words needs a look. */
export function isWaiting({ isReviewed, now }: PublishableFinding): boolean {
  const { text, position, answer } = now
  return isReviewed && text.wording === null && [text, position, answer].every(isOpen)
}

export const isOnPage = ({ now }: PublishableFinding): boolean =>
  [now.text, now.position, ...Object.values(now.photos)].some(({ state }) => state === 'public')

/** Text, answer and exact place of one finding in one press. */
export function showAll({ id, now, answer }: PublishableFinding): PublishArgs {
  const state = 'public' as const
  return {
    observationId: id,
    text: { base: now.text, state, wording: null },
    position: { base: now.position, state, precision: 'exact' },
    ...(answer ? { answer: { base: now.answer, state } } : {}),
  }
}
