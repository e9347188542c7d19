import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { createFormats, type Formats } from '../../../shared/text/formats.ts'
import type { Language } from '../../../shared/text/language.ts'

/** Formats in the language in use; `formats.value.time(...)` in scripts, `formats.time(...)` in templates. */
export function useFormats(timeZone?: string): ComputedRef<Formats> {
  const { locale } = useI18n()
  return computed(() => createFormats(locale.value as Language, timeZone))
}
