import type { MovedDate } from '../observation/promises/moved-date.ts'
import type { VisibleObservation } from '../observation/visible-observation.ts'
import { quoted } from './quoted.ts'
import type { StatusLanguage } from './status-language.ts'
import type { StatusLine } from './status-page.ts'

/** A date that moves more often says nothing new by its oldest moves. */
const mostMoves = 4

/** What was promised before and has moved, the newest first: the old date, the new one, who moved it and why. */
export function movedLines(
  { movedDates = [], answer }: Pick<VisibleObservation, 'movedDates' | 'answer'>,
  limit: number | undefined,
  language: StatusLanguage,
): StatusLine[] {
  const { words } = language
  const newest = movedDates.toReversed()
  const shown = limit === undefined ? newest : newest.slice(0, mostMoves)
  return [
    ...shown.flatMap((move) => [
      { text: moveOf(move, language) },
      // The last move is often the answer that stands, whose words are there already.
      ...(move.reason === answer?.text
        ? []
        : quoted(move.reason, { limit: limit && limit / 2, label: words.why }, language)),
    ]),
    ...(shown.length < newest.length ? [{ text: words.olderMoves, isQuiet: true }] : []),
  ]
}

function moveOf(
  { of, from, to, by }: MovedDate,
  { words: { due }, formats, day }: StatusLanguage,
): string {
  const date = of === 'due' ? day : formats.month
  return to === null ? due.away(date(from), by) : due.moved(date(from), date(to), by)
}
