import type { MunicipalityProfile } from '../../shared/municipality/municipality.ts'
import { reportLanguage } from '../../shared/report/words/report-language.ts'
import type { Language } from '../../shared/text/language.ts'
import { footerWords } from './letter/footer-words.ts'
import { writeLetter, type WrittenLetter } from './letter/write-letter.ts'
import type { LetterPart, MessageKind } from './message-kind.ts'

export interface ComposedMessage extends WrittenLetter {
  subject: string
}

interface ComposeOptions {
  kind: MessageKind
  facts: unknown
  language: Language
  municipality: MunicipalityProfile
  /** Scheme and host that links begin with. */
  origin: string
  unsubscribeLink: string
}

/** Writes one message: what its kind says, who sends it, and how to unsubscribe. */
export function composeMessage(options: ComposeOptions): ComposedMessage {
  const { kind, facts, language, municipality, origin, unsubscribeLink } = options
  const { subject, body } = kind.words[language]
  const footer = footerWords[language]
  const { formats, category } = reportLanguage(language, municipality.timeZone)
  const parts: LetterPart[] = [
    footer.hello,
    ...body(facts, { municipality, origin, formats, category }),
    footer.from(municipality.privacy.controller, municipality.privacy.contact),
    { link: unsubscribeLink, label: footer.unsubscribe },
  ]
  return { subject, ...writeLetter(parts, { subject, language }) }
}
