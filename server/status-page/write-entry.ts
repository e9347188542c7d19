import type { StatusEntry, StatusLine } from '../../shared/status-page/status-page.ts'
import type { StatusWords } from '../../shared/status-page/words/da.ts'
import { escapeText } from './escape.ts'

/** One finding: what it is, where, its state with a mark of its own shape, and what is said of it. */
export function writeEntry(
  { mark, what, place, state, lines }: StatusEntry,
  words: StatusWords,
): string {
  const where = place === '' ? '' : `<p class="quiet" dir="auto">${escapeText(place)}</p>`
  const icon = `<svg aria-hidden="true"><use href="#${mark}"/></svg>`
  const said = lines.map((line) => writeLine(line, words)).join('')
  return `<li class="${mark}"><h3>${escapeText(what)}</h3>${where}<p class="state">${icon}<span>${escapeText(state)}</span></p>${said}</li>`
}

function writeLine({ label, text, isQuoted, isQuiet }: StatusLine, words: StatusWords): string {
  const kinds = [isQuoted ? 'quote' : '', isQuiet ? 'quiet' : ''].filter(Boolean).join(' ')
  const attributes = `${kinds ? ` class="${kinds}"` : ''}${isQuoted ? ' dir="auto"' : ''}`
  const named = label === undefined ? '' : `<strong>${escapeText(label)}:</strong> `
  return `<p${attributes}>${named}${isQuoted ? withInstead(text, words) : escapeText(text)}</p>`
}

/** What is done instead is what a person looks for in a no, so the words that lead to it stand out. */
function withInstead(text: string, { instead }: StatusWords): string {
  const at = text.indexOf(instead)
  if (at < 0) return escapeText(text)
  const [before, after] = [text.slice(0, at), text.slice(at + instead.length)]
  return `${escapeText(before)}<strong>${instead}</strong>${escapeText(after)}`
}

const drawing = (id: string, path: string) =>
  `<symbol id="${id}" viewBox="0 0 24 24">${path}</symbol>`
const line = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'

/** One shape for each state, drawn once and used by every finding. */
export const stateMarks =
  `<svg width="0" height="0" aria-hidden="true">` +
  drawing(
    'done',
    '<circle cx="12" cy="12" r="11" fill="currentColor"/><path d="m7 12 3.5 3.5L17 9" fill="none" stroke="var(--paper)" stroke-width="2.5"/>',
  ) +
  drawing(
    'promised',
    `<rect x="3" y="5" width="18" height="16" rx="2" ${line}/><path d="M3 10h18M8 2v4M16 2v4" ${line}/>`,
  ) +
  drawing(
    'waiting',
    `<circle cx="12" cy="12" r="10" ${line} stroke-dasharray="4 4"/><path d="M12 7v5l3 2" ${line}/>`,
  ) +
  drawing('no', `<circle cx="12" cy="12" r="10" ${line}/><path d="M7 12h10" ${line}/>`) +
  drawing('good', '<path d="M12 21 4 12a5 5 0 0 1 8-6 5 5 0 0 1 8 6z" fill="currentColor"/>') +
  '</svg>'
