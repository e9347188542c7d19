import { messageKind } from '../message-kind.ts'
import { openFinding } from './open-finding.ts'

interface Facts {
  id: string
  category: string
  question: string
}

/** To the walker who made a finding: somebody who answers for it asks something. */
export const question = messageKind<Facts>({
  name: 'question',
  async read({ db }, message) {
    const read = await openFinding(db, message)
    if ('withdrawn' in read) return read
    const { id, category, answer, status } = read.facts
    // Answered in the app, or no longer asked.
    if (status !== 'needs-info' || !answer) return { withdrawn: 'subject-gone' }
    return { facts: { id, category, question: answer.text } }
  },
  words: {
    da: {
      subject: 'Et spørgsmål til noget, du har registreret',
      body: ({ id, category, question: text }, { municipality, origin, category: nameOf }) => [
        `Du har registreret »${nameOf(category)}« på en tryghedsvandring i ${municipality.name}. Dem, der skal løse det, spørger:`,
        { quote: text },
        'Svar på den telefon, du registrerede med:',
        { link: `${origin}/registrering/${id}`, label: 'Svar i Lygte' },
      ],
    },
    en: {
      subject: 'A question about something you pinned',
      body: ({ id, category, question: text }, { municipality, origin, category: nameOf }) => [
        `You pinned “${nameOf(category)}” on a safety walk in ${municipality.name}. Those who are to solve it ask:`,
        { quote: text },
        'Answer on the phone that you pinned it with:',
        { link: `${origin}/registrering/${id}`, label: 'Answer in Lygte' },
      ],
    },
  },
})
