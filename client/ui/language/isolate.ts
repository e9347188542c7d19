/** Letters that are written from right to left, and the controls that say which way words run. */
const mayTurn =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const controls = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * Somebody's words as a part of our own sentence: what runs from right to left, or says that the rest should, turns itself alone
 * (UAX #9, first strong isolate). Where a text has an element to itself, `dir="auto"` or `<bdi>` does the same.
 */
export const isolate = (text: string): string =>
  mayTurn.test(text) ? `\u2068${text.replace(controls, '')}\u2069` : text
