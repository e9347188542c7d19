export const languages = ['da', 'en'] as const
export type Language = (typeof languages)[number]

const nordic = /^(da|nb|nn|no|sv|fo|kl|is)\b/i

/** Danish, unless somebody's browser asks for languages of which none is Danish or close to it. `tags` as in BCP 47, e.g. `da-DK`. */
export const languageFor = (tags: readonly string[]): Language =>
  tags.length === 0 || tags.some((tag) => nordic.test(tag)) ? 'da' : 'en'
