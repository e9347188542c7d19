/** Digits with what people put between them: `20 30-40 50` has four groups. */
export interface NumberRun {
  groups: readonly string[]
  /** What stands between the groups, without spaces and brackets; one fewer than groups. */
  between: readonly string[]
  /** It begins as numbers of other countries do: `+46`, `0049`. */
  isInternational: boolean
  /** What stands right before and after, in lower case. */
  before: string
  after: string
}

/** Zeros of the scripts whose digits NFKC leaves alone: Arabic, Persian, Devanagari, Bengali. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6]

function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0
  const zero = zeros.find((first) => point >= first && point < first + 10)
  return zero === undefined ? digit : String(point - zero)
}

/** One way to write what looks alike: digits, dashes, dots, slashes, spaces. Line ends stay, because numbers end there. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\p{Pd}\u2212_~]/gu, '-')
    .replace(/[·•∙]/g, '.')
    .replace(/[⁄∕|\\]/g, '/')
    .replace(/[^\S\n]+/g, ' ')

const international = String.raw`\(?(?:\+ ?|00[ -]?(?=[1-9]))`
const digits = String.raw`\(?\d(?:[ .\-/()]{0,3}\d)*`
const run = new RegExp(String.raw`(?<![\d\p{L}+]|\d[.,:])(${international})?${digits}`, 'gu')

/** Every run of digits in a plain text; two numbers with a roomy dash or slash between them are also two runs. */
export const numberRuns = (text: string): NumberRun[] =>
  [...text.matchAll(run)].flatMap((match) => {
    const isInternational = match[1] !== undefined
    const whole = { written: match[0], at: match.index, isInternational }
    const parts = partsOf(match[0], match.index)
    const all = parts.length > 1 ? [whole, ...parts] : [whole]
    return all.map((piece) => runOf(piece, text))
  })

interface Piece {
  written: string
  at: number
  isInternational: boolean
}

function partsOf(written: string, at: number): Piece[] {
  let from = at
  return written.split(/ [-/] /).map((part) => {
    const piece = { written: part, at: from, isInternational: false }
    from += part.length + 3
    return piece
  })
}

function runOf({ written, at, isInternational }: Piece, text: string): NumberRun {
  const end = at + written.length
  return {
    groups: written.match(/\d+/g) ?? [],
    between: (written.match(/(?<=\d)\D+(?=\d)/g) ?? []).map((piece) => piece.replace(/[ ()]/g, '')),
    isInternational,
    before: text.slice(Math.max(0, at - 24), at).toLowerCase(),
    after: text.slice(end, end + 14).toLowerCase(),
  }
}
