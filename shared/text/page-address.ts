import { readableText } from './loose-text.ts'
import { codeInLink } from '../walk/walk-code.ts'

/** First parts of the addresses that a person can open; a test holds them to the routes of both apps. */
export const walkPages = [
  'v',
  'ny',
  'liste',
  'mine',
  'registrering',
  'mig',
  'klar',
  'hjemme',
  'stop',
  'omraadet',
  'oenske',
  'opsamling',
  'plan',
  'afstemning',
  'efterse',
  'rapport',
  'kommer',
  'invitation',
  'vandringer',
  'flyt',
  'sket',
] as const
const deskPage = 'desk'
const pages: readonly string[] = [...walkPages, deskPage]

/** Never pages: a missing one of these is a missing file, or a browser would run a page as a script (sync.md I6). */
const machineFolders = /^(?:api|tiles|assets)$/i
const fileEnding =
  /\.(?:m?js|css|map|json|webmanifest|png|jpe?g|gif|webp|avif|svg|ico|woff2?|ttf|txt|xml|html?|pdf|br|gz|wasm|mvt|pmtiles|php|env)$/i

/** Everything from here on was glued to a path: its query with a broken mark in front, or what stood around the link. */
const tail = /[?#&<>"|^`{}].*$/s

export interface MendedAddress {
  path: string
  /** What was the query before its `?` was encoded or lost; without a mark in front. */
  query: string
}

/** Segments of a path without what mail and chat programs glue to them. */
function segmentsOf(path: string): string[] {
  return readableText(path)
    .replace(tail, '')
    .split(/[/\\]+/)
    .map((segment) => segment.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((segment) => segment !== '')
}

/** `mine.Tak` is `mine`: what follows the page's name after a mark belongs to the sentence around the link. */
function pageNamed(segment: string): string | undefined {
  const name = /^\p{L}+/u.exec(segment)?.[0].toLowerCase()
  return name !== undefined && pages.includes(name) ? name : undefined
}

/**
 * The address that a damaged one was: capitals, doubled slashes, broken percent-encodings and whatever was glued to its end are mended. A
 * path that leads to none of our pages comes back as it was. Mending what is mended changes nothing.
 */
export function mendAddress(path: string): MendedAddress {
  const [first, ...rest] = segmentsOf(path)
  const query = lostQueryOf(path)
  if (first === undefined) return { path: '/', query }
  const page = pageNamed(first)
  if (page === undefined || fileEnding.test(segmentsOf(path).at(-1) ?? ''))
    return { path, query: '' }
  // Words that the link is damaged need its remains: nothing of the code can be read, but there was one.
  if (page === 'v' && rest.length === 0 && /^[/\\]+v[/\\]+[^/\\]*%/i.test(path))
    return { path, query }
  const mended = rest.map((segment, index) => mendSegment(page, segment, index))
  return { path: ['', page, ...mended].map(encodeURIComponent).join('/'), query }
}

function mendSegment(page: string, segment: string, index: number): string {
  if (page === deskPage && index > 0)
    return uuid.exec(segment)?.[0].toLowerCase() ?? letters(segment)
  if (index > 0) return segment
  if (page === 'v' || page === 'kommer') return codeInLink(segment) || segment
  if (page === 'oenske') return uuid.exec(segment)?.[0].toLowerCase() ?? letters(segment)
  if (page === 'registrering' || page === 'sket')
    return uuid.exec(segment)?.[0].toLowerCase() ?? segment
  return letters(segment)
}

const letters = (segment: string): string => /^\p{L}+/u.exec(segment)?.[0].toLowerCase() ?? segment

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

const lostQueryOf = (path: string): string =>
  /[?&](?:amp;)?([^#<>"]*)/s.exec(readableText(path))?.[1] ?? ''

/**
 * Which app's page answers a path, as it stands in an address; undefined for files and for what programs ask. An unknown path without an
 * ending is the walk app's, which says that there is no such page.
 */
export function pageAt(path: string): 'walk' | 'desk' | undefined {
  const segments = segmentsOf(path)
  const [first = ''] = segments
  if (machineFolders.test(first) || fileEnding.test(segments.at(-1) ?? '')) return undefined
  const page = pageNamed(first)
  if (page !== undefined) return page === deskPage ? 'desk' : 'walk'
  return /\.[a-z0-9]+$/i.test(readableText(path)) ? undefined : 'walk'
}

/** Whether a path leads to one of our own pages, and not merely to the words that there is none. */
export const isOwnPage = (path: string): boolean => {
  const [first] = segmentsOf(path)
  return pageAt(path) !== undefined && (first === undefined || pageNamed(first) !== undefined)
}
