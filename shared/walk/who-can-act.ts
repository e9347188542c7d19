import type { Party } from '../municipality/party.ts'
import type { PartyFunction } from '../observation/categories.ts'
import type { PlaceKind } from './place-kinds.ts'
import { neededFunctions, type WalkFunction } from './walk-functions.ts'
import { walkTemplates } from './walk-templates.ts'

/** Parties that pass on, record or advise, and mend nothing at a place (domain.md §5). */
const passingOn: readonly PartyFunction[] = ['coordinator', 'clarifier', 'region', 'owner']

interface Invited {
  placeKind: PlaceKind | null
  partyIds: readonly string[]
  functions: readonly WalkFunction[]
}

/**
 * nobody: no party is invited; none: none of those invited can act at this kind of place; some: at least one can, as domain.md §3.3 asks
 * before an invitation is complete.
 */
export interface WhoCanAct {
  state: 'nobody' | 'none' | 'some'
  able: readonly Party[]
  /** Parties that could act on what nobody who comes can act on. */
  ask: readonly Party[]
  /** Functions without which the walk is not ready. */
  missing: readonly WalkFunction[]
}

/** Returns whether one who can act is among those invited, and whom to ask when nobody is. */
export function whoCanAct(
  { placeKind, partyIds, functions }: Invited,
  parties: readonly Party[],
): WhoCanAct {
  const needed = placeKind === null ? null : walkTemplates[placeKind].toAct
  const isAble = (party: Party) =>
    party.functions.some((one) => (needed ? needed.includes(one) : !passingOn.includes(one)))
  const invited = parties.filter(({ id }) => partyIds.includes(id))
  const able = invited.filter(isAble)
  const covered = able.flatMap((party) => party.functions)
  const open = (needed ?? (able.length > 0 ? [] : (['road'] as const))).filter(
    (one) => !covered.includes(one),
  )
  return {
    state: able.length > 0 ? 'some' : invited.length > 0 ? 'none' : 'nobody',
    able,
    ask: parties.filter((party) => party.functions.some((one) => open.includes(one))),
    missing: neededFunctions.filter((one) => !functions.includes(one)),
  }
}
