import {
  cornerMetres,
  limitMetres,
  outlineLimitMetres,
  reachMetres,
  type NameRole,
} from './distance-rules.ts'
import { metresPerShare, toBox, toShape, type MapPoint } from './metres-to.ts'
import { landmarkKinds, structureKinds, type PlaceName } from './place-name.ts'
import type { NamedFeature } from './tile-names.ts'

/** A feature within its limit. */
type Candidate = Pick<NamedFeature, 'name' | 'street'> & { role: NameRole; decimetres: number }

/**
 * Returns what the map calls a point, or null where it has no name for it. Features may come in any order, cut at the edges of tiles
 * and several times over: the result depends on the set of them only. Equally near ones, to a decimetre, are ordered by name.
 */
export function nearestName(point: MapPoint, features: Iterable<NamedFeature>): PlaceName | null {
  const near = candidatesAt(point, features)
  const street = nearest(near, ['way'])
  const structure = nearest(near, structureKinds)
  const landmark = nearest(near, landmarkKinds)
  const house = street && houseOn(street.name, near)
  const name: PlaceName = {
    ...(street ? { street: street.name } : {}),
    ...(house ? { house: house.name } : {}),
    ...(structure ? { structure: structureOf(structure, street) } : {}),
    ...(landmark ? { near: { kind: landmark.role, name: landmark.name } } : {}),
  }
  return Object.keys(name).length === 0 ? null : name
}

function candidatesAt(point: MapPoint, features: Iterable<NamedFeature>): Candidate[] {
  const metres = metresPerShare(point)
  const found: Candidate[] = []
  for (const { shape, ...feature } of features) {
    if (toBox(point, shape.box) * metres > reachMetres) continue
    const decimetres = Math.round(toShape(point, shape) * metres * 10)
    if (decimetres <= limitOf(feature.role, shape.kind) * 10) found.push({ ...feature, decimetres })
  }
  return found
}

const limitOf = (role: NameRole, shape: NamedFeature['shape']['kind']): number =>
  shape === 'area' && (role === 'place' || role === 'station')
    ? outlineLimitMetres
    : limitMetres[role]

type Of<Role extends NameRole> = Candidate & { role: Role }

function nearest<Role extends NameRole>(
  candidates: readonly Candidate[],
  roles: readonly Role[],
): Of<Role> | undefined {
  return candidates
    .filter((one): one is Of<Role> => roles.some((role) => role === one.role))
    .sort((a, b) => order(a, b, roles))[0]
}

function order<Role extends NameRole>(a: Of<Role>, b: Of<Role>, roles: readonly Role[]): number {
  const byDistance = a.decimetres - b.decimetres
  const byRole = roles.indexOf(a.role) - roles.indexOf(b.role)
  // One with a name says more than one without.
  const byHavingName = Number(a.name === '') - Number(b.name === '')
  return byDistance || byRole || byHavingName || (a.name < b.name ? -1 : Number(a.name > b.name))
}

/** Its own name is left out where it is that of the street, which is said anyway. */
const structureOf = (
  { role: kind, name }: Of<'tunnel' | 'bridge'>,
  street: Candidate | undefined,
): NonNullable<PlaceName['structure']> =>
  name === '' || name === street?.name ? { kind } : { kind, name }

function houseOn(street: string, near: readonly Candidate[]): Candidate | undefined {
  const isCorner = near.some(
    ({ role, name, decimetres }) =>
      role === 'way' && name !== street && decimetres <= cornerMetres * 10,
  )
  const houses = near.filter((one) =>
    one.street === undefined ? !isCorner : one.street === street,
  )
  return nearest(houses, ['house'])
}
