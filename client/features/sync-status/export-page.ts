import type { Draft } from '../../local/capture/draft.ts'
import type { ExportContents, ExportedEntry } from '../../local/phone/export-zip.ts'
import type { Formats } from '../../../shared/text/formats.ts'
import { categoryKey } from '../../ui/messages/category-name.ts'
import { problemWords } from '../../ui/messages/problem-words.ts'

export interface PageWords {
  t: (key: string, named?: Record<string, unknown>) => string
  formats: Formats
  language: string
}

interface Content {
  category?: string | null
  text?: string
  place?: string
  position?: { longitude: number; latitude: number } | null
  changes?: Record<string, { value: unknown }>
}

/** What concerns no observation names itself. */
const headings: Record<string, string> = {
  'stop-rating.set': 'exportPage.rating',
  'walk-answers.set': 'exportPage.answers',
  'walk.start': 'exportPage.started',
  'walk.close': 'exportPage.closed',
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/**
 * Makes the page of an export that a person opens: each own observation with its words, photos and delivery state. It needs no
 * program and no network; `lygte.json` beside it has the same for machines.
 */
export function exportPage(contents: ExportContents, words: PageWords): string {
  const { t, formats, language } = words
  const ids = [...new Set(contents.entries.map(({ entity }) => entity))]
  const articles = ids.map((id) => article(id, contents, words))
  const title = escaped(t('exportPage.title'))
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${look}</style>
</head>
<body>
<h1>${title}</h1>
<p>${escaped(t('exportPage.made', { time: formats.dateTime(contents.exportedAt) }))}</p>
<p>${escaped(t('exportPage.private'))}</p>
${articles.join('\n') || `<p>${escaped(t('own.empty'))}</p>`}
${drafts(contents, words)}
</body>
</html>
`
}

const look =
  'body{font:18px/1.5 system-ui,sans-serif;max-width:42em;margin:1em auto;padding:0 1em;overflow-wrap:anywhere}' +
  'article{border-top:1px solid #888;margin-top:2em}img{max-width:100%;height:auto}p{white-space:pre-line}'

function article(id: string, contents: ExportContents, words: PageWords): string {
  const entries = contents.entries.filter(({ entity }) => entity === id)
  const created = entries.find(({ name }) => name === 'observation.create')
  const topic = (created?.args as Content | undefined)?.category
  const heading = words.t(
    topic ? categoryKey(topic) : (headings[entries[0]?.name ?? ''] ?? 'exportPage.addition'),
  )
  const photos = contents.photos.filter(({ observationId }) => observationId === id)
  return [
    `<article><h2 dir="auto">${escaped(heading)}</h2>`,
    ...entries.map((entry) => entryLines(entry, words)),
    ...photos.map(({ file }) => `<p><img src="${escaped(file)}" alt=""></p>`),
    '</article>',
  ].join('\n')
}

function entryLines(entry: ExportedEntry, words: PageWords): string {
  const { t, formats } = words
  const time = formats.dateTime(entry.capturedAt)
  const kind = t(entryKinds[entry.name] ?? 'exportPage.other')
  return [
    `<p><strong>${escaped(kind)}</strong> · ${escaped(time)}<br>${escaped(stateOf(entry, words))}</p>`,
    ...contentLines(entry.args as Content, words),
  ].join('\n')
}

const entryKinds: Record<string, string> = {
  'observation.create': 'exportPage.created',
  'observation.edit': 'exportPage.edited',
  'observation.withdraw': 'exportPage.withdrawn',
  'observation.restore': 'exportPage.restored',
  'observation.comment': 'exportPage.commented',
  'photo.announce': 'exportPage.photo',
  'observation.see-too': 'exportPage.seenToo',
  'observation.answer-question': 'exportPage.answered',
  'observation.not-solved': 'exportPage.notSolved',
  ...headings,
}

/** Only acknowledged work is called received. */
function stateOf({ state, settledAt, problem }: ExportedEntry, { t, formats }: PageWords): string {
  if (state === 'acked')
    return t('delivery.received', { time: settledAt ? formats.dateTime(settledAt) : '' }).trim()
  if (state === 'parked') return t('delivery.parked')
  if (state === 'refused')
    return t('exportPage.refused', { reason: problem ? problemWords(t, problem) : '' })
  return t(state === 'replaced' ? 'exportPage.replaced' : 'exportPage.notReceived')
}

function contentLines({ text, place, position, changes }: Content, { t }: PageWords): string[] {
  const changed = Object.entries(changes ?? {})
    .filter(([field]) => field !== 'stop' && field !== 'writtenFor')
    .map(([, { value }]) => value)
    .filter((value): value is string => typeof value === 'string')
  const at = position && `${position.latitude.toFixed(6)}, ${position.longitude.toFixed(6)}`
  return [
    ...[text, place, ...changed]
      .filter(Boolean)
      .map((line) => `<p dir="auto">${escaped(line ?? '')}</p>`),
    ...(at ? [`<p>${escaped(t('exportPage.position', { at }))}</p>`] : []),
  ]
}

const drafts = (contents: ExportContents, words: PageWords): string =>
  contents.drafts.map((draft) => draftArticle(draft, contents, words)).join('\n')

function draftArticle(draft: Draft, { photos }: ExportContents, words: PageWords): string {
  const own = photos.filter(({ observationId }) => observationId === draft.observationId)
  return [
    `<article><h2>${escaped(words.t('exportPage.draft'))}</h2>`,
    ...contentLines(draft, words),
    ...own.map(({ file }) => `<p><img src="${escaped(file)}" alt=""></p>`),
    '</article>',
  ].join('\n')
}
