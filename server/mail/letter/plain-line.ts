/** Control characters, also those that end a line, and those that turn the direction of what follows. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

/** Text of people on one line, as it may stand in a header or a sentence. */
export const plainLine = (text: string): string => text.replace(unprintable, ' ').trim()

/** Text of people with its line breaks and without any other control character. */
export const plainLines = (text: string): string[] =>
  text.split(/\r\n|[\n\r\u2028\u2029]/).map(plainLine)
