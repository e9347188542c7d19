import { findCategory } from '../observation/categories.ts'
import { createFormats, type Formats } from '../text/formats.ts'
import type { Language } from '../text/language.ts'
import { calendarDayOf, type CalendarDay, type Timestamp } from '../timestamps.ts'
import { statusDa, type StatusWords } from './words/da.ts'
import { statusEn } from './words/en.ts'

/** Everything that depends on the language of a status page. */
export interface StatusLanguage {
  language: Language
  words: StatusWords
  formats: Formats
  /** The name of a topic; ids from a newer version read "other topic". */
  category: (id: string) => string
  /** With its year, because the page is read years later. */
  day: (day: CalendarDay) => string
  dayOf: (moment: Timestamp) => string
}

/** Making formats costs more than writing a page with them. */
const made = new Map<string, StatusLanguage>()

export function statusLanguage(language: Language, timeZone: string): StatusLanguage {
  const key = `${language} ${timeZone}`
  const known = made.get(key) ?? makeLanguage(language, timeZone)
  made.set(key, known)
  return known
}

function makeLanguage(language: Language, timeZone: string): StatusLanguage {
  const words = language === 'da' ? statusDa : statusEn
  const formats = createFormats(language, timeZone)
  const day = (one: CalendarDay) => formats.shortCalendarDay(one, '')
  return {
    ...{ language, words, formats, day },
    category: (id) => (findCategory(id) ? nameIn(words.category, id) : words.category.unknown),
    dayOf: (moment) => day(calendarDayOf(Date.parse(moment), timeZone)),
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
