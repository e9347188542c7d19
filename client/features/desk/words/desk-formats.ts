import { createFormats, type Formats } from '../../../../shared/text/formats.ts'
import type { Language } from '../../../../shared/text/language.ts'

const made = new Map<string, Formats>()

/** Formats of a language and zone, made once: `Intl` takes a millisecond for them, and every row of a long list needs them. */
export function deskFormats(language: Language, timeZone: string): Formats {
  const key = `${language} ${timeZone}`
  const known = made.get(key)
  if (known) return known
  const formats = createFormats(language, timeZone)
  made.set(key, formats)
  return formats
}
