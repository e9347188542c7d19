import { createHash } from 'node:crypto'
import type { Language } from '../../../../shared/text/language.ts'
import { escape } from '../../../report/html/escape.ts'

/** What the link of a mail opens: `ask` before the press, `done` after it, `unknown` when the link opens nothing. */
export type UnsubscribeState = 'ask' | 'done' | 'unknown'

interface PageWords {
  title: Record<UnsubscribeState, string>
  text: Record<UnsubscribeState, (municipality: string) => string>
  press: string
}

const words: Record<Language, PageWords> = {
  da: {
    title: {
      ask: 'Få ingen e-mail fra Lygte',
      done: 'Du er afmeldt',
      unknown: 'Linket virker ikke',
    },
    text: {
      ask: (municipality) =>
        `Tryk på knappen, så skriver Lygte ikke mere til denne adresse for ${municipality}. Det gælder alle slags e-mails.`,
      done: (municipality) =>
        `Lygte skriver ikke mere til denne adresse for ${municipality}. Du kan lukke siden.`,
      unknown: () =>
        'Adressen er slettet, eller linket er ikke kommet helt med. Brug linket i den nyeste e-mail.',
    },
    press: 'Få ingen e-mail',
  },
  en: {
    title: {
      ask: 'Get no e-mail from Lygte',
      done: 'You are unsubscribed',
      unknown: 'The link does not work',
    },
    text: {
      ask: (municipality) =>
        `Press the button, and Lygte writes no more to this address for ${municipality}. That goes for every kind of e-mail.`,
      done: (municipality) =>
        `Lygte writes no more to this address for ${municipality}. You can close the page.`,
      unknown: () =>
        'The address was deleted, or a part of the link is missing. Use the link in the newest e-mail.',
    },
    press: 'Get no e-mail',
  },
}

const style = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1a1a1a;--button:#1d5c2f;--on-button:#fff}
body{background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:36rem;padding:1.5rem}
h1{font-size:1.75rem;line-height:1.2}
button{background:var(--button);border:0;border-radius:4px;color:var(--on-button);font:inherit;font-weight:600;min-height:48px;padding:0 1.5rem}
button:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
@media (prefers-color-scheme:dark){:root{--paper:#14181c;--ink:#f0f0ec;--button:#f2b84b;--on-button:#14181c}}
`

const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`

/** It runs nothing, and posts only to itself. */
export const unsubscribePolicy = [
  ...["default-src 'none'", `style-src '${styleHash}'`, "form-action 'self'"],
  ...["base-uri 'none'", "frame-ancestors 'none'"],
].join(';')

interface PageOptions {
  state: UnsubscribeState
  language: Language
  municipality: string
}

/** Returns the page as HTML. The form has no address of its own: it posts to the page's. */
export function unsubscribePage({ state, language, municipality }: PageOptions): string {
  const { title, text, press } = words[language]
  const form = `<form method="post"><button type="submit">${press}</button></form>`
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title[state]} – Lygte</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title[state]}</h1>
<p>${escape(text[state](municipality))}</p>
${state === 'ask' ? form : ''}
</main>
</body>
</html>
`
}
