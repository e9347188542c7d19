import { unheededFeedback } from '../../../../shared/observation/feedback/unheeded-feedback.ts'
import { isUntriaged } from '../../../../shared/observation/observation-status.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import type { Pin } from '../../../local/pins/pin.ts'
import { keepLookedAt, readLookedAt, type LookedAt } from '../../../ui/saving/looked-at.ts'

type Said = Pick<VisibleObservation, 'status' | 'answer' | 'comments'>

/**
 * Returns what officials have said of a pin as one text that changes with it: the status once somebody has decided on it, the moment of the
 * answer, and their last comment. Empty while they have said nothing; what people on the walk say is no part of it, nor is the status that their
 * feedback has led to.
 */
function officialWords(said: Said): string {
  const { answer, comments } = said
  const answeredAt = answer && answer.byRole === undefined ? answer.at : ''
  const comment = comments.findLast(({ byRole }) => byRole === undefined)?.id ?? ''
  const status = answer && unheededFeedback(said) ? answer.status : said.status
  const decided = isUntriaged(status) ? '' : status
  return decided || answeredAt || comment ? [decided, answeredAt, comment].join(' ') : ''
}

/**
 * Returns what the person has looked at in a walk. While nothing is kept, what officials have said of pins of others counts as known, so that
 * a phone which joins late is not told old answers as news; answers to own pins always are news.
 */
export function lookedAtIn(walkId: string, pins: readonly Pin[]): LookedAt {
  const others = pins
    .filter(({ observation }) => !observation.isOwn)
    .map(({ id, observation }) => [id, officialWords(observation)] as const)
    .filter(([, words]) => words !== '')
  return readLookedAt(walkId) ?? Object.fromEntries(others)
}

/** Whether officials have said something of a pin since the person last opened it. */
export function isNews({ id, observation }: Pick<Pin, 'id' | 'observation'>, known: LookedAt) {
  const words = officialWords(observation)
  return words !== '' && words !== known[id] && !observation.isWithdrawn
}

/** Keeps that the person has a pin on the screen; `pins` are all of its walk. */
export function noteLookedAt({ id, observation }: Pin, pins: readonly Pin[]): void {
  const { walkId } = observation
  const known = lookedAtIn(walkId, pins)
  const words = officialWords(observation)
  if (words !== (known[id] ?? '')) keepLookedAt(walkId, { ...known, [id]: words })
}
