const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Text as it may stand in an element. Quotation marks stay as they are, because a page of many texts has a limit. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (mark) => marks[mark] ?? '')

/** Text as it may stand in a quoted attribute. */
export const escapeAttribute = (text: string): string => escapeText(text).replaceAll('"', '&quot;')
