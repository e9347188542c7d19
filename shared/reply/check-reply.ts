import { checkText } from '../observation/check-text.ts'
import { refuse, type Outcome } from '../problem.ts'
import { tidyReply, type ReplyWords } from './reply.ts'

/** Returns why an answer cannot be sent as it is, with the `field` that is to be mended; the same in the browser and on the server. */
export function problemWithReply(words: ReplyWords): Outcome<never> | undefined {
  const { interpreter, other } = tidyReply(words)
  if (interpreter === '') return refuse('needs-text', { field: 'interpreter' })
  for (const [field, text] of Object.entries({ interpreter: interpreter ?? '', other })) {
    const checked = checkText(text, 'place')
    if (!checked.ok) return refuse(checked.problem.code, { ...checked.problem.detail, field })
  }
  return undefined
}
