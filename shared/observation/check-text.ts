import { countBytes, countCharacters, isReadable } from '../text/characters.ts'
import { limits } from '../limits.ts'
import {
  problemsIn,
  refuse,
  succeed,
  type Outcome,
  type Problem,
  type ProblemCode,
} from '../problem.ts'

/** The texts that people write and that have a limit. */
export const textLimits = {
  text: limits.textCharacters,
  place: limits.placeCharacters,
  name: limits.displayNameCharacters,
  recipient: limits.recipientCharacters,
  reference: limits.referenceCharacters,
  purpose: limits.planCharacters,
  line: limits.lineCharacters,
} as const
export type LimitedText = keyof typeof textLimits

const tooLong: Partial<Record<LimitedText, ProblemCode>> = {
  place: 'place-too-long',
  name: 'name-too-long',
}

/**
 * The one rule about lengths, for fields, for what a phone saves and for the server: nothing is cut, the person is told. NUL and
 * lone surrogates cannot be stored by PostgreSQL; they are refused with a reason, too (sync.md E2).
 */
export function checkText(text: string | undefined, kind: LimitedText = 'text'): Outcome<string> {
  const value = text ?? ''
  const limit = textLimits[kind]
  if (!isReadable(value)) return refuse('unreadable-text')
  // No text has more characters than code units, and most are short.
  const length = value.length > limit ? countCharacters(value) : value.length
  if (length > limit) {
    const field =
      kind === 'recipient' || kind === 'reference' || kind === 'purpose' ? { field: kind } : {}
    return refuse(tooLong[kind] ?? 'text-too-long', { limit, length, ...field })
  }
  if (countBytes(value) > limit * limits.bytesPerCharacter) return refuse('text-too-heavy')
  return succeed(value)
}

/** The same rule for a list of everything that is wrong. */
export const problemsOfText = (
  text: string | undefined,
  kind: LimitedText = 'text',
): readonly Problem[] => problemsIn(checkText(text, kind))

/** Of a text without which nothing is said; `detail` names the field where a form has several texts. */
export const problemsOfNeededText = (
  text: string | undefined,
  detail?: Problem['detail'],
): readonly Problem[] =>
  text?.trim() ? problemsOfText(text) : problemsIn(refuse('needs-text', detail))
