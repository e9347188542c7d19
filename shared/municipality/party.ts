import { findCategory, type PartyFunction } from '../observation/categories.ts'

/** An authority or owner that can act. Parties are data of a municipality: names change (domain.md §5). */
export interface Party {
  id: string
  name: string
  functions: PartyFunction[]
}

/** What a walker may know about who owns the place; `unknown` goes to the clarifier, never to nobody. */
export const ownerTypes = [
  'municipality',
  'housing',
  'private-road',
  'state-road',
  'rail',
  'business',
  'unknown',
] as const
export type OwnerType = (typeof ownerTypes)[number]

const functionOfOwner: Record<OwnerType, PartyFunction> = {
  municipality: 'road',
  housing: 'housing',
  'private-road': 'private-road',
  'state-road': 'state-road',
  rail: 'rail',
  business: 'business',
  unknown: 'clarifier',
}

/**
 * The parties that routing rules 2–9 of domain.md §10 point at, best first. A suggestion for the coordinator,
 * never an assignment. Owner functions are replaced by what the walker said of the owner.
 */
export function suggestParties(
  categoryId: string,
  ownerType: OwnerType | null,
  parties: readonly Party[],
): Party[] {
  const wanted = (findCategory(categoryId)?.functions ?? ['clarifier']).map((name) =>
    name === 'owner' ? functionOfOwner[ownerType ?? 'municipality'] : name,
  )
  // Rule 3: on a private shared road the municipality is road authority and gets a copy.
  if (ownerType === 'private-road') wanted.push('road')
  const found = wanted.flatMap((name) => parties.filter((party) => party.functions.includes(name)))
  return [...new Set(found)]
}
