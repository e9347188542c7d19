import { plainText } from '../text/loose-text.ts'

/** `Nr. 1046`, `No. 1046`, `#1046`, `1.046` and `1,046`: a number as both languages print it, with or without its thousands marked. */
const printed = /^(nr|no|num|nummer|number|#)?[\s.:#]*(\d{1,3}(?:[.,'’ ]\d{3})+|\d+)\.?$/i

/** A text that is nothing but the number of an observation. */
export interface PrintedNumber {
  digits: string
  /** Whether it says that it is one: `Nr. 12` does, `12` may be a house. */
  isNamed: boolean
}

export function readPrintedNumber(text: string): PrintedNumber | undefined {
  const [, name, number] = printed.exec(plainText(text).trim()) ?? []
  return number === undefined
    ? undefined
    : { digits: number.replace(/\D/g, ''), isNamed: name !== undefined }
}
