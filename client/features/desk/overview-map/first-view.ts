import { boxAround, type BoundingBox } from '../../../../shared/geo.ts'
import type { DeskReader } from '../connection/reader-store.ts'

/** Returns the first view without an address: the areas of the chosen walks, of all dated walks, or the whole municipality. */
export function firstBox(reader: DeskReader, chosenWalks: readonly string[]): BoundingBox {
  const chosen = reader.walks.filter(({ id }) => chosenWalks.includes(id))
  const dated = reader.walks.filter(({ startsAt }) => startsAt !== null)
  const walks = chosen.length > 0 ? chosen : dated
  if (walks.length === 0) return reader.municipality.bounds
  return boxAround(walks.map(({ area }) => area))
}

/** Returns the part of a view in which a whole pin is visible; a pin whose tip is at the very edge cannot be recognised. */
export function comfortableBox([west, south, east, north]: BoundingBox): BoundingBox {
  const side = (east - west) / 20
  const top = (north - south) / 12
  return [west + side, south, east - side, north - top]
}
