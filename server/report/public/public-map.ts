import { createHash } from 'node:crypto'
import { isPositiveCategory } from '../../../shared/observation/categories.ts'
import type { PublicWalk } from '../../../shared/publication/public-walk.ts'
import type { PublicLanguage } from '../../../shared/publication/words/public-language.ts'
import { escape } from '../html/escape.ts'
import { mapSketch } from '../html/map-sketch.ts'
import type { ReportMaps } from '../map-image/ground.ts'
import { reportMap } from '../map-image/report-map.ts'

/** Marks of findings whose exact place is public; what is shown by its stop alone has none. */
const exactFindings = ({ findings }: PublicWalk) =>
  findings.flatMap(({ place, number, category }) =>
    place?.precision === 'exact' && number !== null
      ? [{ number, category, longitude: place.longitude, latitude: place.latitude }]
      : [],
  )

export function writeMap(
  facts: PublicWalk,
  { words }: PublicLanguage,
  address: string | null,
): string {
  const { stops, route } = facts.walk
  const pins = exactFindings(facts)
  const names = stops.map(({ name }, index) => `${index + 1} ${name}`).join(', ')
  const alt = stops.length === 0 ? words.map.altWithout : words.map.alt(names)
  const picture =
    address === null
      ? mapSketch({ walk: { stops, route }, findings: pins }, alt)
      : `<img src="${escape(address)}" alt="${escape(alt)}">`
  return `<figure class="map">${picture}<figcaption>${escape(words.map.caption(stops.length, pins.length))}</figcaption></figure>`
}

interface PublicMapImage {
  png: Buffer
  /** What it shows; the same content has the same one. */
  version: string
}

/** Some tens of kilobytes each. */
const mostImages = 100

/**
 * Draws maps of public pages, each once as long as nothing in it changes: drawing takes a good part of a second, and anybody may ask for it.
 * `read` returns null where the installation has no map.
 */
export function publicMaps(maps: ReportMaps | null) {
  const known = new Map<string, Promise<PublicMapImage | null>>()

  function read(facts: PublicWalk): Promise<PublicMapImage | null> {
    const { area, route, stops } = facts.walk
    const pins = exactFindings(facts)
    const version = createHash('sha256')
      .update(JSON.stringify([area, route, stops, pins]))
      .digest('hex')
      .slice(0, 16)
    const drawn =
      known.get(version) ??
      reportMap({
        stops: stops.map((stop, index) => ({ ...stop, number: index + 1 })),
        pins: pins.map((pin) => ({ ...pin, isGood: isPositiveCategory(pin.category) })),
        ...{ route, area, maps },
      }).then((image) => image && { png: image.png, version })
    known.delete(version)
    known.set(version, drawn)
    // What failed is tried again by the next reader.
    drawn.catch(() => known.delete(version))
    const [oldest] = known.keys()
    if (known.size > mostImages && oldest !== undefined) known.delete(oldest)
    return drawn
  }
  return { read }
}

export type PublicMaps = ReturnType<typeof publicMaps>
