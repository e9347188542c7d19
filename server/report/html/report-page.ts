import type { ReportFacts } from '../../../shared/report/facts/report-facts.ts'
import { mapImage } from '../../../shared/report/parts/walk-parts.ts'
import type { ReportDocument, ReportPart } from '../../../shared/report/report-document.ts'
import { reportLanguage } from '../../../shared/report/words/report-language.ts'
import { writeBlocks } from './blocks.ts'
import { escape } from './escape.ts'
import { mapSketch } from './map-sketch.ts'
import { pageStyle } from './page-style.ts'

interface PageLink {
  name: string
  address: string
}

interface PageOptions {
  document: ReportDocument
  facts: ReportFacts
  journalNumber: string | null
  /** The same version as files. */
  files: readonly PageLink[]
  /** What each party has to do, as pages of their own. */
  actionLists: readonly PageLink[]
  /** Null without a map image: the page then draws route, stops and findings without a ground. */
  mapAddress: string | null
  /** Null for one that is gone: its description then stands in its place. */
  photoAddress: (photoId: string) => string | null
}

/** Returns a version of a report as one page: without scripts, readable by keyboard and screen reader, and made to be printed. */
export function writeReportPage(options: PageOptions): string {
  const { document, facts, files, journalNumber } = options
  const { language, title, subtitle, author, version } = document
  const { page } = reportLanguage(language, facts.municipality.timeZone).words
  const lists = listsOf(options, page.actionLists)
  const parts = document.parts
    .map((part) => writePart(part, pictureIn(options)) + (part.name === 'actions' ? lists : ''))
    .join('\n')
  const journal = journalNumber === null ? [] : [page.journalNumber(journalNumber)]
  const contents = document.parts
    .map(({ name, title: own }) => `<li><a href="#${name}">${escape(own)}</a></li>`)
    .join('')
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(`${title} – ${version}`)}</title>
<style>${pageStyle}</style>
</head>
<body>
<a class="skipnav" href="#report">${escape(page.skip)}</a>
<nav class="bar" aria-label="${escape(page.files)}"><span>${escape(version)}</span><ul>${files.map(linkOf).join('')}</ul></nav>
<main id="report" tabindex="-1">
<header><h1 dir="auto">${escape(title)}</h1><p class="subtitle">${escape(subtitle)}</p><p class="subtitle">${escape([author, version, ...journal].join(' · '))}</p></header>
<nav class="contents" aria-label="${escape(page.contents)}"><ol>${contents}</ol></nav>
${parts}
</main>
</body>
</html>
`
}

const pictureIn =
  ({ facts, mapAddress, photoAddress }: PageOptions) =>
  (image: string, alt: string): string => {
    if (image === mapImage && mapAddress === null) return mapSketch(facts, alt)
    const address = image === mapImage ? mapAddress : photoAddress(image)
    if (address === null) return `<span class="quiet">${escape(alt)}</span>`
    return `<img src="${escape(address)}" alt="${escape(alt)}" loading="lazy">`
  }

const listsOf = ({ actionLists }: PageOptions, title: string): string =>
  actionLists.length === 0
    ? ''
    : `<nav class="lists" aria-label="${escape(title)}"><p>${escape(title)}</p><ul>${actionLists.map(linkOf).join('')}</ul></nav>`

const linkOf = ({ name, address }: PageLink): string =>
  `<li><a href="${escape(address)}">${escape(name)}</a></li>`

const writePart = (
  { name, title, blocks }: ReportPart,
  pictureOf: (image: string, alt: string) => string,
): string =>
  `<section aria-labelledby="${name}" class="part-${name}"><h2 id="${name}">${escape(title)}</h2>
${writeBlocks(blocks, { pictureOf })}
</section>`
