import { readWalk } from '../../store/walks/walk-store.ts'
import { messageKind, type LetterContext } from '../message-kind.ts'
import type { StatusPage } from '../status-page-for.ts'

interface Facts {
  title: string
  startsAt: string | null
  months: number
  page: StatusPage
}

/** To those who walked, 1, 3 and 6 months after the first report: what came of it. It names no finding; the page behind its link does. */
export const feedback = messageKind<Facts>({
  name: 'feedback',
  async read({ db, statusPageFor }, { municipalityId, walkId, recipientId: clientId, number }) {
    if (walkId === null) return { withdrawn: 'subject-gone' }
    const member = { municipalityId, walkId, clientId }
    const walk = await readWalk(db, member)
    const page = walk && (await statusPageFor(member))
    if (!page) return { withdrawn: 'subject-gone' }
    return { facts: { title: walk.title, startsAt: walk.startsAt, months: number, page } }
  },
  words: {
    da: {
      subject: 'Hvad er der sket siden tryghedsvandringen?',
      body: (facts, context) => [
        `I rapporten fra vandringen »${facts.title}«${dayOf(facts, context)} blev der lovet nyt efter ${facts.months === 1 ? 'en måned' : `${String(facts.months)} måneder`}. Nu kan du læse, hvad der er sket, hvad der venter, og på hvem.`,
        ...(facts.page.isOnPhone
          ? ['Siden åbner på den telefon, du gik med.']
          : ['Linket er dit eget: den, der har det, kan læse det, du kan læse om vandringen.']),
        { link: facts.page.address, label: 'Se, hvad der er sket' },
      ],
    },
    en: {
      subject: 'What has happened since the safety walk?',
      body: (facts, context) => [
        `The report of the walk “${facts.title}”${dayOf(facts, context)} promised news after ${facts.months === 1 ? 'a month' : `${String(facts.months)} months`}. Now you can read what has happened, what is waiting, and for whom.`,
        ...(facts.page.isOnPhone
          ? ['The page opens on the phone that you walked with.']
          : ['The link is your own: whoever has it can read what you can read about the walk.']),
        { link: inEnglish(facts.page), label: 'See what has happened' },
      ],
    },
  },
})

const dayOf = ({ startsAt }: Facts, { formats }: LetterContext): string =>
  startsAt === null ? '' : `, ${formats.date(startsAt)},`

/** The phone has a language of its own. */
const inEnglish = ({ address, isOnPhone }: StatusPage): string =>
  isOnPhone ? address : `${address}?lang=en`
