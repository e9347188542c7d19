import type { Language } from '../../../shared/text/language.ts'
import { escape } from '../../report/html/escape.ts'
import type { LetterPart } from '../message-kind.ts'
import { plainLine, plainLines } from './plain-line.ts'

export interface WrittenLetter {
  text: string
  html: string
}

/** Returns the body of a mail as plain text and as simple HTML: no picture, no style from elsewhere, nothing that reports its reading. */
export const writeLetter = (
  parts: readonly LetterPart[],
  { subject, language }: { subject: string; language: Language },
): WrittenLetter => ({
  text: `${parts.map(textOf).join('\n\n')}\n`,
  html: `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escape(subject)}</title></head>
<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:38em">
${parts.map(htmlOf).join('\n')}
</body>
</html>
`,
})

function textOf(part: LetterPart): string {
  if (typeof part === 'string') return plainLine(part)
  if ('quote' in part)
    return plainLines(part.quote)
      .map((line) => `> ${line}`)
      .join('\n')
  if ('list' in part) return part.list.map((line) => `- ${plainLine(line)}`).join('\n')
  return `${part.label}:\n${part.link}`
}

function htmlOf(part: LetterPart): string {
  if (typeof part === 'string') return `<p dir="auto">${escape(plainLine(part))}</p>`
  if ('quote' in part) {
    const lines = plainLines(part.quote).map(escape)
    return `<blockquote dir="auto"><p>${lines.join('<br>')}</p></blockquote>`
  }
  if ('list' in part) {
    const items = part.list.map((line) => `<li>${escape(plainLine(line))}</li>`)
    return `<ul>${items.join('')}</ul>`
  }
  return `<p><a href="${escape(part.link)}">${escape(part.label)}</a></p>`
}
