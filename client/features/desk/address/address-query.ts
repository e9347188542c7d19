import { listFilterNames, type ListFilter } from '../../../../shared/observation/list-filters.ts'
import { plainText, readableText } from '../../../../shared/text/loose-text.ts'

/** A query as vue-router reads and writes it. */
export type AddressQuery = Record<string, string | null | (string | null)[] | undefined>

/** Names of the desk's parameters in the address. */
const otherParts = ['q', 'sort', 'show', 'area', 'map', 'id'] as const
export type AddressPart = ListFilter | (typeof otherParts)[number]
export const addressParts: readonly AddressPart[] = [...listFilterNames, ...otherParts]

const lists: readonly AddressPart[] = listFilterNames
/** `&amp;walk=` within a value: the separator between two parameters was escaped once too often. */
const nextPart = new RegExp(`[?&](?:amp;)*(?=(?:${addressParts.join('|')})(?:=|%3D))`, 'i')
const escapedMark = /&(?:amp;)+/i

/**
 * Returns the parameters of a query as they were before a program escaped its `&`, encoded its `=`, changed the case of its names
 * or inserted invisible characters. Foreign parameters, such as those of a campaign, are dropped.
 */
export function readParts(query: AddressQuery): Partial<Record<AddressPart, string>> {
  const parts: Partial<Record<AddressPart, string>> = {}
  for (const [name, value] of pairsOf(query)) {
    const part = partNamed(name)
    if (part !== undefined && value !== '') parts[part] = joined(part, parts[part], value)
  }
  return parts
}

/** A repeated parameter: lists are joined, words must all be found, of anything else the first counts. */
function joined(part: AddressPart, known: string | undefined, value: string): string {
  if (known === undefined) return value
  if (lists.includes(part)) return `${known},${value}`
  return part === 'q' ? `${known} ${value}` : known
}

function pairsOf(query: AddressQuery): [string, string][] {
  const wholes = Object.entries(query).flatMap(([name, values]) =>
    (Array.isArray(values) ? values : [values]).map((value) => {
      const whole = value === null || value === undefined ? name : `${name}=${value}`
      // Words may hold any character; only an escaped one cannot have been typed.
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

/** Characters around a value in a sentence; neither `:` nor `-`, with which the id of a party may end. */
const around = /^[\s"'<>«»“”‘’([{]+|[\s"'<>«»“”‘’)\]}.,!?…%*=]+$/g

/** Returns the values of a list, each without what mail and chat programs append. */
export const valuesOf = (text: string): string[] => {
  const values = readableText(text)
    .split(/[,;&]/)
    .map((value) => value.replace(around, ''))
  return [...new Set(values.filter((value) => /[\p{L}\p{N}:-]/u.test(value)))]
}
