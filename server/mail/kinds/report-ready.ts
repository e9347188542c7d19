import type { Uuid } from '../../../shared/identifiers.ts'
import { listReports } from '../../store/reports/report-store.ts'
import { readWalk } from '../../store/walks/walk-store.ts'
import { messageKind, type LetterContext, type LetterPart } from '../message-kind.ts'

interface Facts {
  walkId: Uuid
  title: string
  startsAt: string | null
  isFirst: boolean
  isForDesk: boolean
}

/** To the parties of a walk and to those who walked: its report can be read. The number is that of the version. */
export const reportReady = messageKind<Facts>({
  name: 'report-ready',
  async read({ db }, { municipalityId, walkId, number, recipientKind }) {
    if (walkId === null) return { withdrawn: 'subject-gone' }
    const key = { municipalityId, walkId }
    const [walk, reports] = await Promise.all([readWalk(db, key), listReports(db, key)])
    // A later version has a message of its own.
    if (!walk || reports[0]?.version !== number) return { withdrawn: 'subject-gone' }
    const { title, startsAt } = walk
    const isForDesk = recipientKind === 'account'
    return { facts: { walkId, title, startsAt, isFirst: number === 1, isForDesk } }
  },
  words: {
    da: {
      subject: 'Rapporten fra en tryghedsvandring er klar',
      body: (facts, context) => [
        `${facts.isFirst ? 'Rapporten' : 'En ny udgave af rapporten'} fra vandringen »${facts.title}«${dayOf(facts, context)} er klar.`,
        ...(facts.isForDesk
          ? [
              'Den siger, hvad der blev fundet, og hvem der gør hvad.',
              deskLink(facts, context, 'Læs rapporten'),
            ]
          : [
              'Den siger, hvad der blev fundet, hvem der gør hvad, og hvornår. Du kan læse den i Lygte på den telefon, du gik med.',
              { link: `${context.origin}/`, label: 'Åbn Lygte' },
            ]),
      ],
    },
    en: {
      subject: 'The report of a safety walk is ready',
      body: (facts, context) => [
        `${facts.isFirst ? 'The report' : 'A new version of the report'} of the walk “${facts.title}”${dayOf(facts, context)} is ready.`,
        ...(facts.isForDesk
          ? [
              'It says what was found and who does what.',
              deskLink(facts, context, 'Read the report'),
            ]
          : [
              'It says what was found, who does what, and when. You can read it in Lygte on the phone that you walked with.',
              { link: `${context.origin}/`, label: 'Open Lygte' },
            ]),
      ],
    },
  },
})

const dayOf = ({ startsAt }: Facts, { formats }: LetterContext): string =>
  startsAt === null ? '' : `, ${formats.date(startsAt)},`

const deskLink = ({ walkId }: Facts, { origin }: LetterContext, label: string): LetterPart => ({
  link: `${origin}/desk/vandringer/${walkId}/rapport`,
  label,
})
