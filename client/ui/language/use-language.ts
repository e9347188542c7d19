import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { languages, type Language } from '../../../shared/text/language.ts'
import { changeLanguage, type LygteI18n } from './i18n.ts'
import { inject, type InjectionKey } from 'vue'

/** The app passes its i18n to the switch, because only the app knows how to load words. */
export const i18nKey: InjectionKey<LygteI18n> = Symbol('i18n')

/** The language in use, and the switch. `choose` returns false when the other language's words could not be loaded. */
export function useLanguage() {
  const { locale } = useI18n()
  const i18n = inject(i18nKey)
  const language = computed(() => locale.value as Language)
  const choose = (next: Language) => (i18n ? changeLanguage(i18n, next) : Promise.resolve(false))
  return { language, languages, choose }
}
