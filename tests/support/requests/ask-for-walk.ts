import { randomBytes } from 'node:crypto'
import type { WishAsked } from '../../../shared/contract/wish-contract.ts'
import { someUuid } from '../fixtures/make-observation.ts'

/** What an asker's phone makes for its link: 256 random bits, base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** A wish for a walk as a phone sends it, complete and inside the test municipality. */
export const wishAsked = (municipalityId: string, changes: Partial<WishAsked> = {}): WishAsked => ({
  municipalityId,
  wishId: someUuid(),
  secret: newSecret(),
  place: 'Stien bag skolen',
  point: { longitude: 9.93, latitude: 57.04 },
  why: 'Her er mørkt',
  asker: 'En beboer',
  email: '',
  worst: ['evening', 'weekend'],
  ...changes,
})
