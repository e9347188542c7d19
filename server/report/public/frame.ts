import type { Language } from '../../../shared/text/language.ts'
import { escape } from '../html/escape.ts'
import { publicStyle } from './public-style.ts'

interface FrameOptions {
  language: Language
  title: string
  skip: string
  /** Markup of what stands beside the page in its head, as links to feeds. */
  head?: string
  /** Markup above and inside of the page itself. */
  bar?: string
  content: string
}

/** One page for everybody: without scripts, without anything from elsewhere, and kept by no archive after it was withdrawn. */
export const frame = ({
  language,
  title,
  skip,
  head = '',
  bar = '',
  content,
}: FrameOptions): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noarchive">
<title>${escape(title)}</title>
${head}<style>${publicStyle}</style>
</head>
<body>
<a class="skipnav" href="#page">${escape(skip)}</a>
${bar}<main id="page" tabindex="-1">
${content}
</main>
</body>
</html>
`

/** Text with the breaks that somebody has typed. */
const lines = (text: string): string => escape(text).replaceAll('\n', '<br>')

export const paragraph = (text: string, className = ''): string =>
  text === '' ? '' : `<p${className ? ` class="${className}"` : ''} dir="auto">${lines(text)}</p>`

export const section = (id: string, title: string, content: string): string =>
  `<section aria-labelledby="${id}" class="part-${id}"><h2 id="${id}">${escape(title)}</h2>
${content}
</section>`

export const list = (items: readonly string[], className = ''): string =>
  `<ul${className ? ` class="${className}"` : ''}>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
