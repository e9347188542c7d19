import type { LandmarkKind, PlaceName, StructureKind } from './place-name.ts'

/** Words of both languages by which a part without a name of its own is found. */
const kindWords: Record<StructureKind | LandmarkKind, string> = {
  tunnel: 'tunnel',
  bridge: 'bro bridge',
  station: 'station',
  stop: 'stoppested stop',
  place: '',
}

/** The text that a search looks in to find a place by its name, in no language of its own. */
export function searchTextOfPlace({ street, house, structure, near }: PlaceName): string {
  const kinds = [structure?.kind, near?.kind].map((kind) => (kind ? kindWords[kind] : ''))
  return [street, house, structure?.name, near?.name, ...kinds].filter(Boolean).join(' ')
}
