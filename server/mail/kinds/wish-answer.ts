import type { Walk } from '../../../shared/walk/walk.ts'
import { readWalk } from '../../store/walks/walk-store.ts'
import { wishOutcome, type WishOutcome } from '../../store/wishes/wish-outcome.ts'
import { readWish } from '../../store/wishes/wish-store.ts'
import { messageKind, type LetterContext, type LetterPart } from '../message-kind.ts'

interface Facts {
  state: WishOutcome['state']
  reason: string | null
  walk: Pick<Walk, 'startsAt' | 'meetingPlace'> | null
}

/** To whoever asked for a walk: what was decided. */
export const wishAnswer = messageKind<Facts>({
  name: 'wish-answer',
  async read({ db }, { municipalityId, recipientId: wishId }) {
    const wish = await readWish(db, { municipalityId, wishId })
    if (!wish || wish.state === 'waiting') return { withdrawn: 'subject-gone' }
    const { state, reason, walkId } = await wishOutcome(db, municipalityId, wish)
    const walk = walkId === null ? null : ((await readWalk(db, { municipalityId, walkId })) ?? null)
    return { facts: { state, reason, walk } }
  },
  words: {
    da: {
      subject: 'Svar på jeres ønske om en vandring',
      body: (facts, context) => [
        ...danish(facts, context),
        'Brug det link, I fik, da I ønskede: der står det, som gælder nu.',
      ],
    },
    en: {
      subject: 'The answer to your wish for a walk',
      body: (facts, context) => [
        ...english(facts, context),
        'Use the link that you got when you asked: it shows what is true now.',
      ],
    },
  },
})

function danish(
  { state, reason, walk }: Facts,
  { municipality: { name }, formats }: LetterContext,
): LetterPart[] {
  if (state === 'declined') {
    return [
      `${name} siger nej til jeres ønske om en tryghedsvandring. Begrundelsen er:`,
      quote(reason),
    ]
  }
  if (state !== 'accepted') {
    return [`${name} har lagt jeres ønske sammen med et andet. I får samme svar som det.`]
  }
  const when = walk?.startsAt
    ? `Vandringen er ${formats.dateTime(walk.startsAt)}.`
    : 'Dagen er ikke sat endnu.'
  const where = walk?.meetingPlace ? [`Vi mødes her: ${walk.meetingPlace}`] : []
  return [`${name} siger ja til jeres ønske om en tryghedsvandring. ${when}`, ...where]
}

function english(
  { state, reason, walk }: Facts,
  { municipality: { name }, formats }: LetterContext,
): LetterPart[] {
  if (state === 'declined') {
    return [`${name} declines your wish for a safety walk. The reason is:`, quote(reason)]
  }
  if (state !== 'accepted') {
    return [`${name} has joined your wish with another one. You get the same answer as that one.`]
  }
  const when = walk?.startsAt
    ? `The walk is on ${formats.dateTime(walk.startsAt)}.`
    : 'The day is not set yet.'
  const where = walk?.meetingPlace ? [`We meet here: ${walk.meetingPlace}`] : []
  return [`${name} accepts your wish for a safety walk. ${when}`, ...where]
}

const quote = (reason: string | null): LetterPart => ({ quote: reason ?? '' })
