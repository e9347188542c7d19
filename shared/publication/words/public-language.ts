import { reportLanguage } from '../../report/words/report-language.ts'
import type { Formats } from '../../text/formats.ts'
import type { Language } from '../../text/language.ts'
import { publicDa, type PublicWords } from './da.ts'
import { publicEn } from './en.ts'

/** Everything that depends on the language of a public page. */
export interface PublicLanguage {
  language: Language
  words: PublicWords
  formats: Formats
  category: (id: string) => string
}

export function publicLanguage(language: Language, timeZone: string): PublicLanguage {
  const { formats, category } = reportLanguage(language, timeZone)
  return { language, formats, category, words: language === 'da' ? publicDa : publicEn }
}
