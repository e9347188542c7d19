import type { Language } from '../../../shared/text/language.ts'

interface FooterWords {
  hello: string
  /** Who writes, and why nobody reads an answer. */
  from: (municipality: string, contact: string) => string
  unsubscribe: string
}

/** What every mail begins and ends with. */
export const footerWords: Record<Language, FooterWords> = {
  da: {
    hello: 'Hej',
    from: (municipality, contact) =>
      `Lygte sender denne e-mail for ${municipality}. Ingen læser svar på den. Kontakt: ${contact}`,
    unsubscribe: 'Få ingen e-mail fra Lygte på denne adresse',
  },
  en: {
    hello: 'Hello',
    from: (municipality, contact) =>
      `Lygte sends this e-mail for ${municipality}. Nobody reads answers to it. Contact: ${contact}`,
    unsubscribe: 'Get no e-mail from Lygte at this address',
  },
}
