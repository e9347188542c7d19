/** Codes are read aloud and typed with gloves on: case, spaces and dashes do not count. */
export const cleanWalkCode = (text: string): string =>
  text.toUpperCase().replace(/[\s\u2010-\u2015-]/g, '')
