import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../store/database/schema.ts'
import { statusAddressForMail } from '../store/status-links/mail-link.ts'
import { isPresent } from '../store/status-links/status-link-store.ts'
import type { MemberKey } from '../store/walks/membership-store.ts'

/** Where somebody who walked reads what came of it. */
export interface StatusPage {
  address: string
  /** Only the phone that walked can open it. */
  isOnPhone: boolean
}

/** Returns the page of a person on a walk; undefined when the person no longer takes part in it. */
export type StatusPageFor = (member: MemberKey) => Promise<StatusPage | undefined>

interface Making {
  db: Kysely<Database>
  /** Scheme and host that links begin with. */
  origin: string
  now: () => number
}

/** For a mail that goes: with a secret of its own, which nobody can make again. */
export const secretStatusPage =
  ({ db, origin, now }: Making): StatusPageFor =>
  async (member) => {
    const address = await statusAddressForMail({ db }, member, { origin, now: now(), randomBytes })
    return address === undefined ? undefined : { address, isOnPhone: false }
  }

/** For a mail that a coordinator looks at or sends by hand: a secret would be no longer one. */
export const statusPageOnPhone =
  ({ db, origin }: Pick<Making, 'db' | 'origin'>): StatusPageFor =>
  async (member) =>
    (await isPresent(db, member))
      ? { address: `${origin}/sket/${member.walkId}`, isOnPhone: true }
      : undefined
