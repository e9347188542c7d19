import type { CalendarDay } from '../../../shared/timestamps.ts'
import { overdueOfAccount, type OverdueFinding } from '../../store/messages/overdue-findings.ts'
import { messageKind, type LetterContext, type LetterPart } from '../message-kind.ts'

interface Facts {
  today: CalendarDay
  findings: OverdueFinding[]
}

/** Lines in one mail; the desk has the rest. */
const mostLines = 20

/** `20261130` as a day. */
const dayOfNumber = (number: number): CalendarDay =>
  String(number).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')

/** To an official: what the own parties have promised for an earlier day, all of it in one mail. The number is the day. */
export const overdue = messageKind<Facts>({
  name: 'overdue',
  async read({ db }, { municipalityId, recipientId: accountId, number }) {
    const today = dayOfNumber(number)
    const findings = await overdueOfAccount(db, { municipalityId, accountId, today })
    return findings.length === 0 ? { withdrawn: 'subject-gone' } : { facts: { today, findings } }
  },
  words: {
    da: {
      subject: 'Frister, der er passeret',
      body: ({ today, findings }, context) => [
        findings.length === 1
          ? 'En frist er passeret for noget, din part har fået. Dem, der gik med, kan se datoen.'
          : `${String(findings.length)} frister er passeret for noget, din part har fået. Dem, der gik med, kan se datoerne.`,
        lines(findings, (one) => {
          const due = context.formats.shortCalendarDay(one.dueOn, today)
          return `nr. ${one.number ?? '–'}: ${context.category(one.category)}, frist ${due}`
        }),
        ...more(findings, (count) => `Og ${String(count)} flere på sagsbordet.`),
        'Sæt en ny dato, eller skriv, hvad der er sket. En frist, der flyttes, bliver ved med at kunne ses.',
        deskLink(context, 'Åbn sagsbordet'),
      ],
    },
    en: {
      subject: 'Dates that have passed',
      body: ({ today, findings }, context) => [
        findings.length === 1
          ? 'A date has passed for something that your party was given. Those who walked can see the date.'
          : `${String(findings.length)} dates have passed for what your party was given. Those who walked can see the dates.`,
        lines(findings, (one) => {
          const due = context.formats.shortCalendarDay(one.dueOn, today)
          return `no. ${one.number ?? '–'}: ${context.category(one.category)}, due ${due}`
        }),
        ...more(findings, (count) => `And ${String(count)} more at the desk.`),
        'Set a new date, or write what has happened. A date that is moved can still be seen.',
        deskLink(context, 'Open the desk'),
      ],
    },
  },
})

const lines = (
  findings: readonly OverdueFinding[],
  lineOf: (finding: OverdueFinding) => string,
): LetterPart => ({ list: findings.slice(0, mostLines).map(lineOf) })

const more = (
  findings: readonly OverdueFinding[],
  saying: (count: number) => string,
): LetterPart[] => (findings.length > mostLines ? [saying(findings.length - mostLines)] : [])

const deskLink = ({ origin }: LetterContext, label: string): LetterPart => ({
  link: `${origin}/desk?sort=due`,
  label,
})
