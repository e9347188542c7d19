import type { Language } from '../text/language.ts'

/** Returns what stands at the foot of a printed page, such as "Side 2 af 7". */
export const pageNumber = (
  language: Language,
  page: number | string,
  pages: number | string,
): string => (language === 'da' ? `Side ${page} af ${pages}` : `Page ${page} of ${pages}`)
