import { createHash } from 'node:crypto'
import { makeUuid, type Uuid } from '../../../shared/identifiers.ts'
import type { Language } from '../../../shared/text/language.ts'
import type { Timestamp } from '../../../shared/timestamps.ts'

export interface FeedOptions {
  language: Language
  /** Scheme and host that readers know us by. */
  origin: string
  /** Address of the feed itself, without the origin. */
  self: string
}

export interface Entry {
  id: Uuid
  title: string
  updated: Timestamp
  address: string
  summary: string
}

interface Feed extends FeedOptions {
  id: Uuid
  title: string
  author: string
  /** Address of the page that it follows, if there is one. */
  page: string | null
  updated: Timestamp
  entries: readonly Entry[]
}

/** A feed is another thing than what it is about, and so has an id of its own that stays the same. */
export const idOfFeed = (subject: Uuid): Uuid =>
  makeUuid(0, () => createHash('sha256').update(`atom ${subject}`).digest())

/** XML 1.0 has no way to write most control characters, so they are left out. */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(unwritable, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** Writes a feed by RFC 4287. */
export const writeFeed = (feed: Feed): string => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language}">
<id>urn:uuid:${feed.id}</id>
<title>${xml(feed.title)}</title>
<updated>${feed.updated}</updated>
<author><name>${xml(feed.author)}</name></author>
<link rel="self" type="application/atom+xml" href="${xml(feed.origin + feed.self)}"/>
${feed.page ? `<link rel="alternate" type="text/html" href="${xml(feed.page)}"/>\n` : ''}${feed.entries.map(writeEntry).join('')}</feed>
`

const writeEntry = ({ id, title, updated, address, summary }: Entry): string => `<entry>
<id>urn:uuid:${id}</id>
<title>${xml(title)}</title>
<updated>${updated}</updated>
<link rel="alternate" type="text/html" href="${xml(address)}"/>
<summary>${xml(summary)}</summary>
</entry>
`
