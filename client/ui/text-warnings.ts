/** What a text may give away about a person (domain.md §13.3). The person is warned and decides; nothing is blocked or sent. */
export const textWarnings = ['cpr', 'plate', 'phone', 'email', 'sensitive'] as const
export type TextWarning = (typeof textWarnings)[number]

const email = /[^\s@]+@[^\s@]+\.[a-zæøå]{2,}/i
/** `AB 12 345` as on Danish number plates, however it is spaced. */
const plate = /(?<![\p{L}\d])[a-zæøå]{2}[ -]?\d{2}[ -]?\d{3}(?!\d)/iu
const cpr = /(?<!\d)(\d{2})(\d{2})\d{2}[- ]?\d{4}(?!\d)/g
/** Eight digits in the groupings people write, with or without +45. */
const phone = /(?<![\d,.])(?:(?:\+|00)45[ -]?)?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}(?![\d,.]\d|\d)/
/**
 * Stems for origin, belief, illness and abuse: facts that need their own legal ground (domain.md §13.4). A list of stems finds
 * the usual wordings; it cannot find all, which is why the helper line stands above the field at all times.
 */
const sensitive =
  /(?<!\p{L})(muslim|islamist|jøde(?!lig gade)|jødisk|kristne\b|indvandrer|flygtning|udlænding|etnisk|sigøjner|roma(?!\p{L})|somalier|polak|araber|perker|neger|narkoman|misbruger|alkoholiker|junkie|prostituer|hjemløse? (mand|kvinde)|psykisk syg|skizofren|dement(?!i)|handicappet|homoseksuel|transkønnet|dømt for|kriminel)/iu

const isDayAndMonth = (day: number, month: number) =>
  day >= 1 && day <= 31 && month >= 1 && month <= 12

function hasCpr(text: string): boolean {
  return [...text.matchAll(cpr)].some((match) => isDayAndMonth(Number(match[1]), Number(match[2])))
}

/** Kinds found, in the order of `textWarnings`; a CPR number is not called a phone number as well. */
export function findTextWarnings(text: string): TextWarning[] {
  const isCpr = hasCpr(text)
  const found: Record<TextWarning, boolean> = {
    cpr: isCpr,
    plate: plate.test(text),
    phone: !isCpr && phone.test(text),
    email: email.test(text),
    sensitive: sensitive.test(text),
  }
  return textWarnings.filter((kind) => found[kind])
}
