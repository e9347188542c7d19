import type { PlaceName } from '../../../shared/place-names/place-name.ts'
import { isolate } from '../language/isolate.ts'

type Translate = (key: string, facts?: Record<string, string>) => string

/** The map's name of a place in one line: "Tunnel ved Humlebakken · stoppestedet Tornhøjvej". */
export function placeNameText(name: PlaceName, t: Translate): string {
  return [...wayOf(name, t), ...nearOf(name, t)].join(' · ')
}

function wayOf({ street, house, structure }: PlaceName, t: Translate): string[] {
  const way = [street, house].filter((part) => part !== undefined).join(' ')
  const ways = way === '' ? [] : [isolate(way)]
  if (!structure) return ways
  if (structure.name !== undefined) return [isolate(structure.name), ...ways]
  const isTunnel = structure.kind === 'tunnel'
  if (street === undefined) return [t(isTunnel ? 'placeName.tunnel' : 'placeName.bridge')]
  return [t(isTunnel ? 'placeName.tunnelAt' : 'placeName.bridgeAt', { street: isolate(street) })]
}

function nearOf({ near }: PlaceName, t: Translate): string[] {
  if (!near) return []
  const name = isolate(near.name)
  return [near.kind === 'stop' ? t('placeName.stop', { name }) : name]
}
