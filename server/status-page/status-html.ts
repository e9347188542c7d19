import type { StatusLanguage } from '../../shared/status-page/status-language.ts'
import type { StatusPage } from '../../shared/status-page/status-page.ts'
import { escapeAttribute, escapeText } from './escape.ts'
import { fillSides, type Section, type Side } from './fill-sides.ts'
import { frameOf } from './page-frame.ts'
import { stateMarks, writeEntry } from './write-entry.ts'

/** Bytes of a page, without the report that it leads to: it opens on a slow network. */
const mostBytes = 60_000
/** Links between sides, whatever they are called. */
const bytesOfWays = 3_000

interface StatusHtmlOptions {
  page: StatusPage
  language: StatusLanguage
  /** From 1; one that is not there shows the last. */
  side: number
  /** The latest version of the report; null for none. */
  report: { version: number; address: string } | null
  /** Whom to ask. */
  controller: string
  contact: string
  /** The day of the page. */
  day: string
}

/** Returns the page as its holder reads it, without scripts. What is more than a page can carry stands on further sides. */
export function writeStatusPage(options: StatusHtmlOptions): string {
  const { page, language, side: asked } = options
  const frame = (body: string) => frameOf({ title: page.title, body, language, day: options.day })
  const intro = writeIntro(options, '')
  const room =
    mostBytes - Buffer.byteLength(frame(stateMarks + intro + footerOf(options))) - bytesOfWays
  const sides = fillSides(sectionsOf(options), room)
  const number = Math.min(Math.max(1, asked), Math.max(1, sides.length))
  const shown = sides[number - 1]?.html ?? ''
  const allOn = 1 + sides.findIndex(({ anchors }) => anchors.includes('all'))
  const address = allOn > number ? `?side=${allOn}${langOf(language)}#all` : '#all'
  const head = number === 1 ? writeIntro(options, address) : writeAgain(options)
  const ways = sides.length > 1 ? writeWays(sides, number, language) : ''
  return frame([stateMarks, head, ways, shown, ways, footerOf(options)].join('\n'))
}

const langOf = ({ language }: StatusLanguage) => (language === 'en' ? '&amp;lang=en' : '')

function sectionsOf({ page, language: { words } }: StatusHtmlOptions): Section[] {
  const others = page.stops.filter(({ entries }) => entries.length > 0)
  const section = (name: string, rest: Partial<Section>): Section => ({
    ...{ anchor: '', count: '', note: '', entries: [], ...rest },
    heading: escapeText(name),
    continued: escapeText(words.page.continued(name)),
  })
  const written = (entries: StatusPage['own']) => entries.map((one) => writeEntry(one, words))
  return [
    section(words.own, {
      anchor: 'mine',
      ...(page.own.length > 0 ? { entries: written(page.own) } : { note: words.noOwn }),
    }),
    ...others.map(({ name, count, entries }, index) =>
      section(name, { anchor: index === 0 ? 'all' : '', count, entries: written(entries) }),
    ),
  ]
}

function writeIntro({ page, language, report }: StatusHtmlOptions, allAddress: string): string {
  const { words } = language
  const counted = page.stops.reduce((sum, { entries }) => sum + entries.length, page.own.length)
  const hasOthers = page.stops.some(({ entries }) => entries.length > 0)
  const links = [
    ...(page.own.length > 0 ? [linkTo('#mine', words.page.mine(page.own.length))] : []),
    ...(hasOthers ? [linkTo(allAddress, words.page.all(counted))] : []),
    ...(report ? [linkTo(report.address, words.page.report(report.version))] : []),
  ]
  const nav =
    links.length > 0
      ? `<nav aria-label="${words.page.jumps}"><ul class="jumps">${links.join('')}</ul></nav>`
      : ''
  const notes = [
    ...page.summary.map((text) => `<p>${escapeText(text)}</p>`),
    ...(page.withheld ? [`<p class="quiet">${escapeText(page.withheld)}</p>`] : []),
    ...(report ? [] : [`<p class="quiet">${words.page.noReport}</p>`]),
  ]
  return `${titleOf(page)}${notes.join('')}${nav}${hasOthers ? '' : `<p class="quiet">${words.noOthers}</p>`}`
}

const writeAgain = ({ page }: StatusHtmlOptions): string => titleOf(page)

const titleOf = ({ title, subtitle }: StatusPage): string =>
  `<h1>${escapeText(title)}</h1><p class="quiet" dir="auto">${escapeText(subtitle)}</p>`

const linkTo = (address: string, text: string): string =>
  `<li><a href="${address}">${escapeText(text)}</a></li>`

/** Where one is, and the sides before and after. */
function writeWays(sides: readonly Side[], number: number, language: StatusLanguage): string {
  const { page } = language.words
  const addressOf = (side: number) => `?side=${side}${langOf(language)}`
  const next = sides[number]
  const links = [
    ...(number > 1 ? [`<a href="${addressOf(number - 1)}">${page.previous}</a>`] : []),
    ...(next ? [`<a href="${addressOf(number + 1)}">${page.next(next.first)}</a>`] : []),
  ]
  const more = number === 1 ? ` ${page.longer(sides.length)}` : ''
  return `<nav class="way" aria-label="${escapeAttribute(page.sides)}"><p>${page.side(number, sides.length)}.${more}</p><p>${links.join(' · ')}</p></nav>`
}

function footerOf({ language: { words }, controller, contact }: StatusHtmlOptions): string {
  const { page } = words
  return `<footer><p>${page.notSolved} <a href="/">${page.open}</a></p><p class="quiet">${page.secret}</p><p class="quiet">${escapeText(page.contact(controller, contact))}</p></footer>`
}
