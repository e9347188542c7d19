import { findCategory } from '../../observation/categories.ts'
import { createFormats, type Formats } from '../../text/formats.ts'
import type { Language } from '../../text/language.ts'
import { reportDa, type ReportWords } from './da.ts'
import { reportEn } from './en.ts'

/** Everything that depends on the language of a report. */
export interface ReportLanguage {
  language: Language
  words: ReportWords
  formats: Formats
  /** The name of a topic; ids from a newer version read "other topic". */
  category: (id: string) => string
}

export function reportLanguage(language: Language, timeZone: string): ReportLanguage {
  const words = language === 'da' ? reportDa : reportEn
  return {
    ...{ language, words, formats: createFormats(language, timeZone) },
    category: (id) => (findCategory(id) ? nameIn(words.category, id) : words.category.unknown),
  }
}

type Names = { [key: string]: string | Names }

/** `lys.slukket` is the name `slukket` of the group `lys`. */
function nameIn(names: Names, id: string): string {
  const [first = '', ...rest] = id.split('.')
  const found = names[first]
  if (found === undefined) return id
  return typeof found === 'string' ? found : nameIn(found, rest.join('.'))
}
