import type { Uuid } from '../../shared/identifiers.ts'
import { createAccount, hashPassword } from '../store/identity/account-store.ts'
import { isUniqueViolation, type Store } from '../store/database/database.ts'
import { saveWalkCode } from '../store/walks/membership-store.ts'
import { createMunicipality } from '../store/walks/municipality-setup.ts'
import { demoPassword, type DemoAccount } from './demo-accounts.ts'
import { demoCities } from './demo-cities.ts'
import type { DemoCity } from './demo-city.ts'
import { timeOfId } from './demo-ids.ts'
import { leaderCodeOf, type DemoWalk } from './demo-walks.ts'
import { loadWishes } from './demo-wishes.ts'
import { loadWalk } from './load-walk.ts'

/** The sign-ins and codes with which one city of the demo can be tried. */
export interface DemoSignIns {
  municipality: string
  password: string
  accounts: { email: string; role: string }[]
  walks: { title: string; code: string; leaderCode: string }[]
}

/**
 * Loads the demo into an empty store and returns its sign-ins, city by city; null when the store holds something else. Its dates derive
 * from `now`, milliseconds since 1970 UTC: walks are days and weeks in the past, one is ahead. People are written directly; every walk
 * and observation is a mutation, so that ledger, feed and history are as they would be. An interrupted load is resumed with the dates it
 * began with, because ids are the same each time.
 */
export async function loadDemoWhenEmpty(store: Store, now: number): Promise<DemoSignIns[] | null> {
  const known = await store.db.selectFrom('municipalities').select('id').execute()
  const ours = new Set(demoCities.map(({ municipality }) => municipality.id))
  if (known.some(({ id }) => !ours.has(id))) return null
  const signIns: DemoSignIns[] = []
  for (const city of demoCities) {
    const loadedAt = await loadedAtOf(store, city, now)
    const walks = city.walks(loadedAt)
    if (!(await isComplete(store, walks))) await loadCity(store, city, { walks, loadedAt })
    signIns.push(await signInsOf(store, city))
  }
  return signIns
}

/** Returns the time in the id of the walk that is written first; `now` when the load of the city has not begun. */
async function loadedAtOf(store: Store, { municipality }: DemoCity, now: number): Promise<number> {
  const standing = await store.db
    .selectFrom('walks')
    .select('id')
    .where('municipality_id', '=', municipality.id)
    .where('is_standing', '=', true)
    .executeTakeFirst()
  return standing ? timeOfId(standing.id) : now
}

/** Returns whether the load is complete: the codes are written last, and this one last of all. */
async function isComplete(store: Store, walks: readonly DemoWalk[]): Promise<boolean> {
  const last = walks.at(-1)?.code ?? ''
  const found = await store.db
    .selectFrom('walk_codes')
    .select('code')
    .where('code', '=', last)
    .executeTakeFirst()
  return found !== undefined
}

async function loadCity(
  store: Store,
  city: DemoCity,
  { walks, loadedAt }: { walks: readonly DemoWalk[]; loadedAt: number },
): Promise<void> {
  const municipalityId = city.municipality.id
  await store.db.transaction().execute((tx) => createMunicipality(tx, city.municipality))
  const accounts = Object.values(city.accounts)
  await Promise.all(accounts.map((account) => createDemoAccount(store, municipalityId, account)))
  for (const demoWalk of walks) await loadWalk(store, city, demoWalk)
  await loadWishes(store, { municipalityId, wishes: city.wishes, loadedAt })
  for (const { walk, code } of walks) {
    if (code === null) continue
    const target = { municipalityId, walkId: walk.id }
    await saveWalkCode(store.db, { ...target, code: leaderCodeOf(code), role: 'leader' })
    await saveWalkCode(store.db, { ...target, code, role: 'walker' })
  }
}

async function createDemoAccount(
  store: Store,
  municipalityId: Uuid,
  account: DemoAccount,
): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  try {
    await store.db
      .transaction()
      .execute((tx) => createAccount(tx, { ...account, municipalityId, passwordHash, efforts: [] }))
  } catch (error) {
    // An earlier load that was interrupted has created it.
    if (!isUniqueViolation(error)) throw error
  }
}

/** Returns the sign-ins that the store has: a demo that an older version loaded may have fewer walks. */
async function signInsOf(store: Store, city: DemoCity): Promise<DemoSignIns> {
  const { id, name } = city.municipality
  const rows = await store.db
    .selectFrom('walk_codes')
    .innerJoin('walks', (join) =>
      join
        .onRef('walks.municipality_id', '=', 'walk_codes.municipality_id')
        .onRef('walks.id', '=', 'walk_codes.walk_id'),
    )
    .select(['walk_codes.code', 'walks.title'])
    .where('walk_codes.municipality_id', '=', id)
    .where('walk_codes.role', '=', 'walker')
    .execute()
  const order = city.walks(0).map(({ code }) => code)
  return {
    municipality: name,
    password: demoPassword,
    accounts: Object.values(city.accounts).map(({ email, name }) => ({ email, role: name })),
    walks: rows
      .map(({ code, title }) => ({ title, code, leaderCode: leaderCodeOf(code) }))
      .sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code)),
  }
}
