import { createEvent } from 'ics'
import type { Walk } from '../../shared/walk/walk.ts'
import type { Invitation } from './invitation.ts'

/** The calendar library refused what we gave it. */
class CalendarError extends Error {
  override name = 'CalendarError'
}

export interface CalendarOptions {
  walk: Walk & { startsAt: string }
  invitation: Invitation
}

/**
 * Returns the walk as a calendar file (RFC 5545). Its times are in UTC, which every calendar shows in its own zone, also on the night
 * when the clocks change. The walk's id is the id of the event, so that a second download replaces the first.
 */
export function writeCalendar({ walk, invitation }: CalendarOptions): string {
  const { kind, title, purpose, walkAlong, link, emergency } = invitation
  const { startsAt, endsAt, meetingPlace } = walk
  const { error, value } = createEvent({
    uid: `${walk.id}@lygte`,
    productId: 'lygte',
    method: 'PUBLISH',
    start: Date.parse(startsAt),
    startOutputType: 'utc',
    end: Date.parse(endsAt ?? startsAt),
    endOutputType: 'utc',
    title: oneBreak(`${kind}: ${title}`),
    description: oneBreak(
      [purpose, `${walkAlong} ${link}`, emergency].filter(Boolean).join('\n\n'),
    ),
    url: link,
    ...(meetingPlace ? { location: oneBreak(meetingPlace) } : {}),
  })
  if (!value) throw new CalendarError('the walk is no calendar entry', { cause: error })
  return value
}

/** The library escapes this break of a line only; with another one a text could begin a line of the file. */
const oneBreak = (text: string): string => text.replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
