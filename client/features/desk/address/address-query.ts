import { plainText, readableText } from '../../../../shared/text/loose-text.ts'

/** As vue-router hands it over and takes it. */
export type AddressQuery = Record<string, string | null | (string | null)[] | undefined>

/** What the desk's address holds, by the name it has there. */
export const addressParts = [
  'status',
  'category',
  'party',
  'walk',
  'q',
  'sort',
  'area',
  'map',
  'id',
] as const
export type AddressPart = (typeof addressParts)[number]

const lists: readonly AddressPart[] = ['status', 'category', 'party', 'walk']
/** `&amp;walk=` within a value: the mark between two parts was escaped once too often. */
const nextPart = new RegExp(`[?&](?:amp;)*(?=(?:${addressParts.join('|')})(?:=|%3D))`, 'i')
const escapedMark = /&(?:amp;)+/i

/**
 * The parts of a query as they were before somebody escaped its `&`, encoded its `=`, changed the case of its names or put unseen marks
 * in it. What is not ours, such as the tail of a campaign, is left out.
 */
export function readParts(query: AddressQuery): Partial<Record<AddressPart, string>> {
  const parts: Partial<Record<AddressPart, string>> = {}
  for (const [name, value] of pairsOf(query)) {
    const part = partNamed(name)
    if (part !== undefined && value !== '') parts[part] = joined(part, parts[part], value)
  }
  return parts
}

/** A part that stands there twice: lists are one list, words must all be found, of anything else the first counts. */
function joined(part: AddressPart, known: string | undefined, value: string): string {
  if (known === undefined) return value
  if (lists.includes(part)) return `${known},${value}`
  return part === 'q' ? `${known} ${value}` : known
}

function pairsOf(query: AddressQuery): [string, string][] {
  const wholes = Object.entries(query).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value) => {
      const whole = value === null || value === undefined ? name : `${name}=${value}`
      // Words may hold any mark; only an escaped one can not have been typed.
      return whole.split(partNamed(name) === 'q' ? escapedMark : nextPart)
    }),
  )
  return wholes.flat().map((pair) => {
    const [, name = '', value = ''] = /^(.*?)(?:=|%3D)(.*)$/is.exec(pair) ?? []
    return [name, value]
  })
}

function partNamed(name: string): AddressPart | undefined {
  const plain = plainText(name)
    .toLowerCase()
    .replace(/^(?:amp;|[^a-z])+|[^a-z]+$/g, '')
  return addressParts.find((part) => part === plain)
}

/** What stands around a value in a sentence; neither `:` nor `-`, with which the id of a party may end. */
const around = /^[\s"'<>«»“”‘’([{]+|[\s"'<>«»“”‘’)\]}.,!?…%*=]+$/g

/** The values of a list, each without what mail and chat programs glue to it. */
export const valuesOf = (text: string): string[] => {
  const values = readableText(text)
    .split(/[,;&]/)
    .map((value) => value.replace(around, ''))
  return [...new Set(values.filter((value) => /[\p{L}\p{N}:-]/u.test(value)))]
}
