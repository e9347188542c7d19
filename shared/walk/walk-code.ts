import { plainText, readableText } from '../text/loose-text.ts'

/** Shortest and longest code of a walk, in characters. */
export const walkCodeLength = { min: 4, max: 20 } as const

/** Letters and digits of a code in upper case: spaces, hyphens and other marks do not count. */
export const cleanWalkCode = (text: string): string =>
  plainText(text)
    .toUpperCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]/gu, '')

/**
 * The same for every code that may be taken for another when it is read from paper or heard: 0, O, Ø and OE are one, so are 1, I and L, and
 * A, Å and AA. NOTE: the column `walk_codes.folded` computes exactly this in SQL (migration 0012).
 */
export const foldWalkCode = (text: string): string =>
  cleanWalkCode(text)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('Æ', 'AE')
    .replace(/[OØ]/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/A+/g, 'A')
    .replaceAll('0E', '0')

/** Words before a code in a message, Danish and English; `er`, `is` and the like may stand between. */
const announcement = /^(?:kode|koden|vandringskode|vandringskoden|code|walkcode)$/i
const between = /^(?:er|is|til|for|to|the|walk|vandringen|vandring|hedder|lyder|bruges|her)$/i

/**
 * The code in what a person typed or pasted: the code itself, a link (also one wrapped by a mail program), or a message with either in it.
 * Empty when there is none.
 */
export function readWalkCode(text: string): string {
  const plain = readableText(text)
  const linked = /[/\\]v[/\\]+([^/\\?#&\s]+)/i.exec(plain)?.[1]
  return linked === undefined ? codeInWords(plain) : codeInLink(linked)
}

/** What mail programs leave of a line break or a sign that they encoded as quoted-printable. */
const quotedPrintable = /(?:=(?:20|0A|0D|2E|3D|C2|A0))+$/i

/** The code in the last part of a link, as far as it can be read. */
export function codeInLink(segment: string): string {
  const joined = segment.replace(quotedPrintable, '').replaceAll('=', '')
  const parts = wordsOf(joined)
  return fitting(parts.find(isMixed) ?? firstPair(parts) ?? parts[0] ?? '')
}

const wordsOf = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Pd}]*/gu) ?? []).map((word) =>
    word.replace(/\p{Pd}+$/u, ''),
  )

const isMixed = (word: string): boolean => {
  const { length } = cleanWalkCode(word)
  return /\p{L}/u.test(word) && /\d/.test(word) && length >= walkCodeLength.min
}

function codeInWords(text: string): string {
  const words = wordsOf(text.replace(quotedPrintable, ''))
  const announced = words.findIndex((word) => announcement.test(word))
  if (announced >= 0) {
    const after = words.slice(announced + 1)
    const found = after.find(isMixed) ?? firstPair(after) ?? mixedAmong(words)
    return fitting(found ?? after.find((word) => !between.test(word)) ?? '')
  }
  const mixed = mixedAmong(words)
  if (mixed !== undefined && isSentenceAround(mixed, words)) return fitting(mixed)
  const isLink = /[/\\]/.test(text)
  return (!isLink && fitting(text)) || fitting(mixed ?? firstPair(words) ?? '')
}

/** The one written in capitals, as codes are printed, before any other. */
function mixedAmong(words: readonly string[]): string | undefined {
  const mixed = words.filter(isMixed)
  return mixed.find((word) => word === word.toUpperCase()) ?? mixed[0]
}

/** `OEST 29` in a message: letters, then digits. */
function firstPair(words: readonly string[]): string | undefined {
  const at = words.findIndex(
    (word, index) => /^\p{L}{2,}$/u.test(word) && /^\d+$/.test(words[index + 1] ?? ''),
  )
  return at < 0 ? undefined : `${words[at] ?? ''}${words[at + 1] ?? ''}`
}

/** Whether other words around a code are a message, and not the rest of a code that was typed in pieces (`NY VA26`). */
const isSentenceAround = (mixed: string, words: readonly string[]): boolean =>
  words.length > 1 &&
  (mixed.length >= 6 || words.some((word) => word !== mixed && word.length >= walkCodeLength.min))

/** A cleaned code, or nothing when it cannot be one. */
function fitting(text: string): string {
  const code = cleanWalkCode(text)
  return code.length >= walkCodeLength.min && code.length <= walkCodeLength.max ? code : ''
}
