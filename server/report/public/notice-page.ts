import { publicLanguage } from '../../../shared/publication/words/public-language.ts'
import type { Language } from '../../../shared/text/language.ts'
import { escape } from '../html/escape.ts'
import { frame, paragraph } from './frame.ts'

/** Instead of a page that was withdrawn, or that there never was. It names no walk and no municipality. */
export function writeNoticePage(kind: 'gone' | 'missing', language: Language): string {
  const { words } = publicLanguage(language, 'Europe/Copenhagen')
  const { title, text } = words[kind]
  return frame({
    ...{ language, title, skip: words.skip },
    content: `<header><h1>${escape(title)}</h1></header>
${paragraph(text)}`,
  })
}
