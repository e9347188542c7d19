import { statusLanguage, type StatusLanguage } from '../../shared/status-page/status-language.ts'
import type { Language } from '../../shared/text/language.ts'
import { escapeText } from './escape.ts'
import { statusStyle } from './page-style.ts'

/** No municipality is known, and such a page shows no time. */
const anyZone = 'Europe/Copenhagen'

interface FrameOptions {
  title: string
  /** Markup. */
  body: string
  language: StatusLanguage
  /** The day of the page; empty where it does not matter. */
  day: string
}

/** What every page that is opened by link has around it. */
export function frameOf({ title, body, language: { language, words }, day }: FrameOptions): string {
  const other = language === 'da' ? 'en' : 'da'
  const updated =
    day === '' ? '' : `<span class="quiet">${escapeText(words.page.updated(day))}</span>`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${escapeText(title)} – Lygte</title>
<style>${statusStyle}</style>
</head>
<body>
<a class="skip" href="#status">${words.page.skip}</a>
<header class="top"><span class="brand">Lygte</span>${updated}<a href="?lang=${other}" lang="${other}" hreflang="${other}">${words.page.otherLanguage}</a></header>
<main id="status" tabindex="-1">
${body}
</main>
</body>
</html>
`
}

/** What is shown while the server cannot answer, whatever the link is. */
export function writeAwayPage(language: Language): string {
  const spoken = statusLanguage(language, anyZone)
  const { away, page } = spoken.words
  const body = `<h1>${away.title}</h1><p>${away.what}</p><p><a href="/">${page.open}</a></p>`
  return frameOf({ title: away.title, body, language: spoken, day: '' })
}

/** What a link that opens nothing shows: the same for every one, whatever became of it. */
export function writeLostPage(language: Language): string {
  const spoken = statusLanguage(language, anyZone)
  const { lost, page } = spoken.words
  const body = `<h1>${lost.title}</h1><p>${lost.why}</p><p>${lost.what}</p><p><a href="/">${page.open}</a></p>`
  return frameOf({ title: lost.title, body, language: spoken, day: '' })
}
