import type { MapStack } from '../map-content.ts'
import type { MapWords } from '../use-map-words.ts'

interface LabelFacts {
  words: MapWords
  selectedId: string | null
}

/** Describes a mark in words, for people who cannot see it. A single pin has its own label. */
export function stackLabel({ pins, stops }: MapStack, { words, selectedId }: LabelFacts): string {
  const [pin] = pins
  if (stops.length === 0 && pins.length === 1 && pin) return pin.label
  const unsent = pins.filter(({ isUnsent }) => isUnsent).length
  const parts = stops.map(({ label }) => label)
  // People who speak to their phone say what they see on the mark.
  if (stops.length > 1) parts.unshift(stopNumbers(stops))
  if (pins.length > 0) parts.push(words('here', { count: pins.length }))
  if (unsent > 0) parts.push(words('unsentHere', { count: unsent }))
  if (pins.some(({ id }) => id === selectedId)) parts.push(words('selectedHere'))
  const isList = pins.length > 0 || stops.length > 1
  return `${parts.join(', ')}${isList ? ` – ${words('showList')}` : ''}`
}

/** The text on a stop's mark; several under one mark, such as start and end of a round, share it. */
export function stopNumbers(stops: MapStack['stops']): string {
  const numbers = stops.map(({ number }) => number)
  const [first = 0] = numbers
  if (numbers.length === 1) return String(first)
  const isRow = numbers.every((number, index) => number === first + index)
  if (isRow) return `${String(first)}–${String(first + numbers.length - 1)}`
  return numbers.length === 2
    ? numbers.join('·')
    : `${String(first)} +${String(numbers.length - 1)}`
}
