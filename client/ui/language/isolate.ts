/** Right-to-left letters, and control characters that set the direction. */
const mayTurn =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const controls = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * Text of a person within a sentence of ours: right-to-left text, and direction controls in it, affect only itself (UAX #9, first
 * strong isolate). Where a text has an element of its own, `dir="auto"` or `<bdi>` does the same.
 */
export const isolate = (text: string): string =>
  mayTurn.test(text) ? `\u2068${text.replace(controls, '')}\u2069` : text
