/** Marks that are never seen and travel along when text is copied: zero-width characters, soft hyphens, direction marks, controls. */
const unseen = /[\p{Cf}\p{Cc}]/gu

/** Text of a link or message in its plainest form: full-width and decomposed letters composed, unseen marks removed. */
export const plainText = (text: string): string => text.normalize('NFKC').replace(unseen, '')

/** Percent-encodings that can be read are read, also when they were encoded several times; broken ones stay. Never throws. */
function decodeLoosely(text: string): string {
  const decoded = text.replace(/(?:%[0-9a-f]{2})+/gi, decodeRun)
  // Each round makes the text shorter, so this ends.
  return decoded === text ? text : decodeLoosely(decoded)
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run)
  } catch {
    return run
  }
}

/** Text out of an address as a person would read it; what is left of broken percent-encodings becomes a space. */
export const readableText = (text: string): string =>
  plainText(decodeLoosely(text)).replace(/%[0-9a-f]{0,2}/gi, ' ')
