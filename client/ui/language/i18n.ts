import { createI18n } from 'vue-i18n'
import { languageFor, languages, type Language } from '../../../shared/text/language.ts'
import { useOwnMessageCompiler } from './compile-message.ts'
import { readRemembered, remember } from '../saving/remembered.ts'

export interface Messages {
  [key: string]: string | Messages
}

/** One loader a language, so that a phone reads only the language in use; the other one stays in the precache. */
export type MessageLoaders = Record<Language, () => Promise<Messages>>

// Widened on purpose: English is added later, on demand.
const firstLocale: string = 'da'
const byLocale = (da: Messages): Record<string, Messages> => ({ da })
const makeI18n = (da: Messages) =>
  createI18n({
    legacy: false,
    locale: firstLocale,
    fallbackLocale: 'da',
    missingWarn: false,
    fallbackWarn: false,
    messages: byLocale(da),
  })
export type LygteI18n = ReturnType<typeof makeI18n>

/**
 * Danish unless the person chose English, or the browser prefers a language other than Danish. Resolves when the words are loaded,
 * so that no key is ever shown.
 */
export async function createLygteI18n(loaders: MessageLoaders): Promise<LygteI18n> {
  useOwnMessageCompiler()
  const i18n = makeI18n(await loaders.da())
  loadersOf.set(i18n, loaders)
  await changeLanguage(i18n, firstLanguage())
  return i18n
}

const loadersOf = new WeakMap<LygteI18n, MessageLoaders>()

/** Loads the words first; a language that cannot be loaded (a broken cache, no network) leaves the old one in use. */
export async function changeLanguage(i18n: LygteI18n, language: Language): Promise<boolean> {
  const loader = loadersOf.get(i18n)?.[language]
  if (!loader) return false
  try {
    if (!i18n.global.availableLocales.includes(language)) {
      i18n.global.setLocaleMessage(language, await loader())
    }
  } catch {
    return false
  }
  i18n.global.locale.value = language
  remember('language', language)
  document.documentElement.lang = language
  return true
}

function firstLanguage(): Language {
  const chosen = readRemembered('language', languages)
  if (chosen) return chosen
  return languageFor(globalThis.navigator?.languages ?? [])
}
