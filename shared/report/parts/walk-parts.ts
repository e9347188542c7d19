import type { Block } from '../report-document.ts'
import { listOf, paragraph, quiet, type PartContext } from './part-context.ts'

/** Key of the map of the walk among the images of a report. */
export const mapImage = 'map'

/** When and where it was, and the map. */
export function frontPart(context: PartContext): Block[] {
  const { facts, words } = context
  const { stops, host } = facts.walk
  const names = stops.map(({ name }, index) => `${index + 1} ${name}`).join(', ')
  return [
    ...listOf(frontLines(context)),
    ...(host === null || host === undefined ? [] : [paragraph(words.host(host))]),
    {
      kind: 'figure',
      image: mapImage,
      alt: stops.length > 0 ? words.map.alt(names) : words.map.altWithout,
      caption: words.map.caption(stops.length),
    },
  ]
}

function frontLines({ facts, words, formats }: PartContext): string[] {
  const { startsAt, endsAt, meetingPlace, weather, theme } = facts.walk
  const when =
    startsAt &&
    `${formats.dateTime(startsAt)}${endsAt ? `–${formats.time(endsAt).replace('kl. ', '')}` : ''}`
  const lines: [string, string | null | undefined][] = [
    [words.time.at, when],
    [words.time.meeting, meetingPlace],
    [words.time.light, facts.light && words.lights[facts.light]],
    [words.time.weather, weather && words.weathers[weather]],
    [words.time.theme, theme],
  ]
  return lines.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []))
}

/** By organisation and function; people are a count (domain.md §11). */
export function peoplePart({ facts, words }: PartContext): Block[] {
  const functions = (facts.walk.functions ?? []).map((one) => words.functions[one])
  const isUnknown = functions.length === 0 && facts.invited.length === 0
  return [
    paragraph(words.people.phones(facts.phones)),
    ...(functions.length > 0 ? [paragraph(words.people.functions), ...listOf(functions)] : []),
    ...(facts.invited.length > 0
      ? [paragraph(words.people.invited), ...listOf(facts.invited)]
      : []),
    ...(isUnknown ? [paragraph(words.people.none)] : []),
    quiet(words.people.noNames),
  ]
}

export function purposePart({ facts, words }: PartContext): Block[] {
  const { purpose } = facts.walk
  return [paragraph(purpose ? purpose : words.purpose.none), paragraph(words.purpose.how)]
}

export const methodPart = ({ words }: PartContext): Block[] => [
  paragraph(words.method.ratings),
  paragraph(words.method.findings),
  paragraph(words.method.exposure),
]

export function aboutPart({ facts, words, formats }: PartContext): Block[] {
  const { controller, contact } = facts.municipality
  return [
    paragraph(words.about.contact(controller, contact)),
    paragraph(words.about.privacy),
    paragraph(words.about.access),
    quiet(words.about.made(formats.dateTime(facts.madeAt))),
  ]
}
