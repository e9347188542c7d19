import type { PlaceName, StructureKind } from '../../../shared/place-names/place-name.ts'
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
  return [structureText(structure.kind, street === undefined ? '' : isolate(street), t)]
}

function structureText(kind: StructureKind, street: string, t: Translate): string {
  const isTunnel = kind === 'tunnel'
  if (street === '') return t(isTunnel ? 'placeName.tunnel' : 'placeName.bridge')
  return t(isTunnel ? 'placeName.tunnelAt' : 'placeName.bridgeAt', { street })
}

function nearOf({ near }: PlaceName, t: Translate): string[] {
  if (!near) return []
  const name = isolate(near.name)
  return [near.kind === 'stop' ? t('placeName.stop', { name }) : name]
}

/**
 * A name for a stop of a plan, short enough to be said: "Tunnel ved Humlebakken", "Humlebakken ved Tornhøjskolen", "Humlebakken 12".
 */
export function stopNameFrom(name: PlaceName, t: Translate): string {
  const { street = '', structure } = name
  const [near = ''] = nearOf(name, t)
  if (structure) return structure.name ?? structureText(structure.kind, street, t)
  if (near === '' || street === '') return near || wayOf(name, t).join('')
  return t('placeName.by', { street, near })
}
