import type { Walk } from '../../../shared/walk/walk.ts'
import { listCodes } from '../../store/walks/walk-codes.ts'
import { readWalk } from '../../store/walks/walk-store.ts'
import { messageKind, type LetterContext, type LetterPart } from '../message-kind.ts'

interface Facts extends Pick<Walk, 'id' | 'title' | 'startsAt' | 'meetingPlace'> {
  purpose: string
  /** With which people answer and join; null as long as there is none. */
  code: string | null
}

/** To the accounts of the parties that are invited to a walk: when, where and why, and how to say whether one comes. */
export const invitation = messageKind<Facts>({
  name: 'invitation',
  async read({ db }, { municipalityId, walkId }) {
    if (walkId === null) return { withdrawn: 'subject-gone' }
    const walk = await readWalk(db, { municipalityId, walkId })
    // Nobody is invited to what has begun.
    if (walk?.phase !== 'open' || walk.startedAt !== undefined) return { withdrawn: 'subject-gone' }
    const codes = await listCodes(db, { municipalityId, walkId })
    const { id, title, startsAt, meetingPlace, purpose } = walk
    const code = codes.find(({ role, forOnePhone }) => role === 'walker' && !forOnePhone)
    const facts = { id, title, startsAt, meetingPlace, purpose: purpose ?? '' }
    return { facts: { ...facts, code: code?.code ?? null } }
  },
  words: {
    da: {
      subject: 'Invitation til en tryghedsvandring',
      body: (facts, context) => [
        `${context.municipality.name} inviterer jer med på tryghedsvandringen »${facts.title}«.`,
        ...whenAndWhere(facts, context, { at: 'Vi mødes her:', unset: 'Dagen er ikke sat endnu.' }),
        ...(facts.purpose === '' ? [] : ['Formålet:', { quote: facts.purpose }]),
        ...(facts.code === null
          ? []
          : [replyLink(facts.code, context, 'Svar, om I kommer, og se invitationen')]),
        planLink(facts, context, 'Se planen'),
      ],
    },
    en: {
      subject: 'Invitation to a safety walk',
      body: (facts, context) => [
        `${context.municipality.name} invites you to the safety walk “${facts.title}”.`,
        ...whenAndWhere(facts, context, { at: 'We meet here:', unset: 'The day is not set yet.' }),
        ...(facts.purpose === '' ? [] : ['Its purpose:', { quote: facts.purpose }]),
        ...(facts.code === null
          ? []
          : [replyLink(facts.code, context, 'Say whether you come, and see the invitation')]),
        planLink(facts, context, 'See the plan'),
      ],
    },
  },
})

const whenAndWhere = (
  { startsAt, meetingPlace }: Facts,
  { formats }: LetterContext,
  words: { at: string; unset: string },
): LetterPart[] => [
  startsAt === null ? words.unset : formats.dateTime(startsAt),
  ...(meetingPlace === null || meetingPlace === '' ? [] : [`${words.at} ${meetingPlace}`]),
]

const replyLink = (code: string, { origin }: LetterContext, label: string): LetterPart => ({
  ...{ link: `${origin}/kommer/${code}`, label },
})

const planLink = ({ id }: Facts, { origin }: LetterContext, label: string): LetterPart => ({
  ...{ link: `${origin}/desk/vandringer/${id}`, label },
})
