import { maySee } from '../../../shared/access/permissions.ts'
import { audienceOf } from '../../../shared/observation/observation.ts'
import { findAuthor } from '../../store/spaces/author-store.ts'
import { messageKind } from '../message-kind.ts'
import { openFinding } from './open-finding.ts'

interface Facts {
  id: string
  number: number | null
  category: string
  answer: string
}

/** To the official who asked: the walker has answered. Its subject is the comment that keeps the answer. */
export const answer = messageKind<Facts>({
  name: 'answer',
  async read({ db }, message) {
    const read = await openFinding(db, message)
    if ('withdrawn' in read) return read
    const { id, number, category, comments, walkId: spaceId } = read.facts
    const comment = comments.find((one) => one.id === message.subjectId)
    const { municipalityId, recipientId: authorId } = message
    const reader = await findAuthor(db, { municipalityId, spaceId, authorId })
    // The finding may belong to somebody else by now.
    if (!comment || !reader || !maySee(reader.actor, audienceOf(read.facts))) {
      return { withdrawn: 'subject-gone' }
    }
    return { facts: { id, number, category, answer: comment.text } }
  },
  words: {
    da: {
      subject: 'Svar på dit spørgsmål fra en, der gik med',
      body: ({ id, number, category, answer: text }, { origin, category: nameOf }) => [
        `Der er svar på dit spørgsmål til nr. ${String(number)}, »${nameOf(category)}«:`,
        { quote: text },
        { link: `${origin}/desk?id=${id}`, label: 'Åbn på sagsbordet' },
      ],
    },
    en: {
      subject: 'An answer to your question from somebody who walked',
      body: ({ id, number, category, answer: text }, { origin, category: nameOf }) => [
        `Your question about no. ${String(number)}, “${nameOf(category)}”, was answered:`,
        { quote: text },
        { link: `${origin}/desk?id=${id}`, label: 'Open at the desk' },
      ],
    },
  },
})
