import type { Actor } from '../access/roles.ts'
import { isGranted } from '../access/permissions.ts'
import type { Uuid } from '../identifiers.ts'
import type { Timestamp } from '../timestamps.ts'

/** When the place feels worst; nothing chosen means that nobody has said it. */
export const worstTimes = ['morning', 'day', 'evening', 'night', 'weekend', 'always'] as const
export type WorstTime = (typeof worstTimes)[number]

export const wishStates = ['waiting', 'accepted', 'joined', 'declined'] as const
export type WishState = (typeof wishStates)[number]

/** What a wish was joined with. */
export interface WishTarget {
  kind: 'walk' | 'wish'
  id: Uuid
}

/** What somebody asks for. */
export interface WishWords {
  /** The area by name; empty when it is shown on the map only. */
  place: string
  /** The middle of the area, when it was shown on the map. */
  point: { longitude: number; latitude: number } | null
  why: string
  /** Who asks: a group, or a name. */
  asker: string
  /** Where the municipality may write; empty for whoever gave none. */
  email: string
  worst: readonly WorstTime[]
  /** The walk that is to be walked again: its plan becomes the draft. */
  sameAs?: Uuid
}

/** A wish for a walk (domain.md §3.3, before the first phase). Lives in the space of the municipality. */
export interface Wish extends WishWords {
  id: Uuid
  state: WishState
  askedAt: Timestamp
  /** When the state was last decided. */
  decidedAt?: Timestamp
  /** Of an accepted wish: the walk that was made from it. Not `walkId`, by which a body says which space it belongs to. */
  madeWalkId?: Uuid
  /** Of a joined wish. */
  joinedTo?: WishTarget
  /** Of a declined wish: what the asker reads. */
  reason?: string
  /** SHA-256 of the secret in the asker's link, hexadecimal. It leaves the server for nobody. */
  linkHash: string
}

export type VisibleWish = Omit<Wish, 'linkHash'>

/** What happens to a wish, as its history records it. */
export type WishEventKind = 'wish-asked' | 'wish-accepted' | 'wish-joined' | 'wish-declined'

/** A wish as one reader may see it; undefined for everybody who decides on none, phones above all. */
export function visibleWish(wish: Wish, actor: Actor): VisibleWish | undefined {
  if (!isGranted('wish', 'see', actor)) return undefined
  const { linkHash: _, ...visible } = wish
  return visible
}
