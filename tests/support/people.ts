import { hash } from '@node-rs/argon2'
import { cookieNames } from '../../server/plugins/session-cookies.ts'
import { createAccount } from '../../server/store/account-store.ts'
import type { Store } from '../../server/store/database.ts'
import { joinWalk, saveWalkCode } from '../../server/store/membership-store.ts'
import { createSession, hashSecret } from '../../server/store/session-store.ts'
import { saveWalk } from '../../server/store/walk-store.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { Party } from '../../shared/party.ts'
import type { AccountRole, WalkRole } from '../../shared/roles.ts'
import type { Walk } from '../../shared/walk.ts'
import { someUuid } from './make-observation.ts'

/** Everybody the permission tests know, by first name; roles of domain.md §4. */
export const phones = {
  /** Walker in the first walk. */
  anna: 'walker',
  /** Another walker in the first walk. */
  ole: 'walker',
  lone: 'leader',
  rita: 'recorder',
} as const satisfies Record<string, WalkRole>

export const officials = {
  /** Official of the road party. */
  kim: { role: 'official', partyIds: ['road'], efforts: [] },
  /** Official of the police. */
  pia: { role: 'official', partyIds: ['police'], efforts: [] },
  carla: { role: 'coordinator', partyIds: [], efforts: [] },
  /** Reads what feeds the effort for vulnerable places. */
  eva: { role: 'effort-owner', partyIds: [], efforts: ['bydel'] },
  vera: { role: 'viewer', partyIds: [], efforts: [] },
  adam: { role: 'admin', partyIds: [], efforts: [] },
} as const satisfies Record<string, { role: AccountRole; partyIds: string[]; efforts: string[] }>

export type PhoneName = keyof typeof phones | 'dan'
export type OfficialName = keyof typeof officials

export interface TestPerson {
  name: string
  /** Value of the `Cookie` header. */
  cookie: string
  sessionId: Uuid
}
export interface TestPhone extends TestPerson {
  clientId: Uuid
  walkId: Uuid
}
export interface TestOfficial extends TestPerson {
  accountId: Uuid
  email: string
}

export interface TestMunicipality {
  id: Uuid
  name: string
  /** `dan` is a walker of the second walk only. */
  phones: Record<PhoneName, TestPhone>
  officials: Record<OfficialName, TestOfficial>
  walk: Walk
  otherWalk: Walk
  codes: { walker: string; leader: string; recorder: string; other: string }
}

export const testPassword = 'lygte-demo'
/** Cheap to check, so that tests do not wait; the cost stands in the hash itself. */
const cheapHash = hash(testPassword, { memoryCost: 64, timeCost: 1 })

export const testParties: Party[] = [
  { id: 'road', name: 'Vej og Park', functions: ['road', 'owner'] },
  { id: 'police', name: 'Politiet', functions: ['police'] },
  { id: 'park', name: 'Park', functions: ['park'] },
  { id: 'clarifier', name: 'Ejer uafklaret', functions: ['clarifier', 'coordinator'] },
]

/** Aalborg and around, as in make-observation.ts. */
const bounds = { west: 9.4, south: 56.8, east: 10.6, north: 57.3 }

let municipalities = 0

/**
 * A municipality with four parties, two open walks, walk codes and all people signed in (sessions until 2100). Every call makes
 * another one with ids of its own.
 */
export async function seedMunicipality(store: Store, name = 'Aalborg'): Promise<TestMunicipality> {
  municipalities += 1
  const id = someUuid()
  await store.db
    .insertInto('municipalities')
    .values({
      id,
      name,
      ...bounds,
      privacy: JSON.stringify({
        controller: `${name} Kommune`,
        contact: 'tryg@example.dk',
        retentionMonths: 24,
      }),
    })
    .execute()
  await store.db
    .insertInto('parties')
    .values(
      testParties.map((party, index) => ({ ...party, municipality_id: id, sort_order: index })),
    )
    .execute()
  const walk = await seedWalk(store, id, { title: 'Aalborg Øst' })
  const otherWalk = await seedWalk(store, id, { title: 'Midtbyen' })
  const number = String(municipalities).padStart(3, '0')
  const codes = {
    walker: `WALK${number}`,
    leader: `LEAD${number}`,
    recorder: `RECO${number}`,
    other: `OTHR${number}`,
  }
  for (const role of ['walker', 'leader', 'recorder'] as const) {
    await saveWalkCode(store.db, { code: codes[role], municipalityId: id, walkId: walk.id, role })
  }
  await saveWalkCode(store.db, {
    code: codes.other,
    municipalityId: id,
    walkId: otherWalk.id,
    role: 'walker',
  })
  return {
    id,
    name,
    walk,
    otherWalk,
    codes,
    phones: await seedPhones(store, { municipalityId: id, walk, otherWalk }),
    officials: await seedOfficials(store, id, number),
  }
}

/** An open walk with its space and feed row. */
export async function seedWalk(
  store: Store,
  municipalityId: Uuid,
  changes: Partial<Walk>,
): Promise<Walk> {
  const walk: Walk = {
    id: someUuid(),
    title: 'Aalborg Øst',
    startsAt: '2026-10-29T18:00:00.000Z',
    endsAt: '2026-10-29T20:00:00.000Z',
    phase: 'open',
    isStanding: false,
    meetingPlace: 'Budolfi Plads',
    area: [9.9, 57.03, 9.96, 57.06],
    route: [],
    stops: [],
    ...changes,
  }
  await store.db.transaction().execute((tx) => saveWalk(tx, municipalityId, walk))
  return walk
}

async function seedPhones(
  store: Store,
  { municipalityId, walk, otherWalk }: { municipalityId: Uuid; walk: Walk; otherWalk: Walk },
): Promise<Record<PhoneName, TestPhone>> {
  const made: [string, TestPhone][] = []
  for (const [name, role] of Object.entries(phones)) {
    made.push([name, await seedPhone(store, { municipalityId, walkId: walk.id, role, name })])
  }
  const dan = { municipalityId, walkId: otherWalk.id, role: 'walker' as const, name: 'dan' }
  made.push(['dan', await seedPhone(store, dan)])
  return Object.fromEntries(made) as Record<PhoneName, TestPhone>
}

export interface PhoneSeed {
  municipalityId: Uuid
  walkId: Uuid
  role: WalkRole
  name: string
}

/** A phone that has joined a walk and holds its cookie. */
export async function seedPhone(store: Store, seed: PhoneSeed): Promise<TestPhone> {
  const { municipalityId, walkId, role, name } = seed
  const clientId = someUuid()
  const displayName = name.charAt(0).toUpperCase() + name.slice(1)
  const joined = await store.db
    .transaction()
    .execute((tx) =>
      joinWalk(tx, { municipalityId, walkId, role, clientId, displayName, now: new Date() }),
    )
  if (!joined.ok) throw new Error(`${name} may not join: ${joined.problem.code}`)
  const session = await seedSession(store, { municipalityId, clientId })
  return { name, clientId, walkId, ...session }
}

async function seedOfficials(
  store: Store,
  municipalityId: Uuid,
  number: string,
): Promise<Record<OfficialName, TestOfficial>> {
  const made: [string, TestOfficial][] = []
  for (const [name, who] of Object.entries(officials)) {
    const id = someUuid()
    const email = `${name}.${number}@example.dk`
    const passwordHash = await cheapHash
    await store.db
      .transaction()
      .execute((tx) => createAccount(tx, { municipalityId, id, email, name, passwordHash, ...who }))
    const session = await seedSession(store, { municipalityId, accountId: id })
    made.push([name, { name, accountId: id, email, ...session }])
  }
  return Object.fromEntries(made) as Record<OfficialName, TestOfficial>
}

async function seedSession(
  store: Store,
  { municipalityId, ...owner }: { municipalityId: Uuid; clientId?: Uuid; accountId?: Uuid },
): Promise<{ sessionId: Uuid; cookie: string }> {
  const sessionId = someUuid()
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
  await createSession(store.db, {
    municipalityId,
    sessionId,
    ...owner,
    secretHash: hashSecret(secret),
    now: new Date(),
    expiresAt: new Date('2100-01-01T00:00:00Z'),
  })
  const name = cookieNames[owner.clientId ? 'device' : 'account']
  return { sessionId, cookie: `${name}=${municipalityId}.${sessionId}.${secret}` }
}
