import { protocolVersion } from '../../shared/feed.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { WalkRole } from '../../shared/roles.ts'
import type { Principal } from '../domain/principal.ts'
import { createAccount, hashPassword } from '../store/account-store.ts'
import { isUniqueViolation, type Store } from '../store/database.ts'
import { joinWalk, saveWalkCode } from '../store/membership-store.ts'
import { createMunicipality } from '../store/municipality-setup.ts'
import { readEpoch } from '../store/server-meta.ts'
import { saveWalk } from '../store/walk-store.ts'
import { receiveMutations } from '../sync/receive-mutations.ts'
import { demoId } from './demo-ids.ts'
import { pushesOf, type DemoAuthor, type DemoPush } from './demo-mutations.ts'
import type { DemoPhone } from './demo-story.ts'
import { demoWalks, leaderCodeOf, type DemoWalk } from './demo-walks.ts'
import { demoAccounts, demoMunicipality, demoPassword } from './municipality.ts'

/** The demo's own content was turned away by the product's rules: content and rules no longer fit. */
export class DemoRefusedError extends Error {
  override name = 'DemoRefusedError'
}

/** What the demo lets one try. */
export interface DemoSignIns {
  password: string
  accounts: { email: string; role: string }[]
  walks: { title: string; code: string; leaderCode: string }[]
}

const municipalityId = demoMunicipality.id

/**
 * Loads the demo of domain.md §16 into an empty store and answers its sign-ins; null when the store holds something else.
 * Walks and people are written directly, every observation comes in through `receiveMutations`, so that ledger, feed and
 * history are what they would be. An interrupted load is taken up again: ids are the same each time.
 */
export async function loadDemoWhenEmpty(store: Store): Promise<DemoSignIns | null> {
  const known = await store.db.selectFrom('municipalities').select('id').execute()
  if (known.some(({ id }) => id !== municipalityId)) return null
  if (known.length === 0 || !(await isComplete(store))) await loadDemo(store)
  return signIns
}

const signIns: DemoSignIns = {
  password: demoPassword,
  accounts: Object.values(demoAccounts).map(({ email, name }) => ({ email, role: name })),
  walks: demoWalks.flatMap(({ walk, code }) =>
    code === null ? [] : [{ title: walk.title, code, leaderCode: leaderCodeOf(code) }],
  ),
}

/** The codes are written last. */
async function isComplete(store: Store): Promise<boolean> {
  const codes = await store.db
    .selectFrom('walk_codes')
    .select('code')
    .where('municipality_id', '=', municipalityId)
    .execute()
  return codes.length >= 2 * signIns.walks.length
}

async function loadDemo(store: Store): Promise<void> {
  await createMunicipality(store.db, demoMunicipality)
  await Promise.all(Object.keys(demoAccounts).map((office) => createDemoAccount(store, office)))
  for (const demoWalk of demoWalks) await loadWalk(store, demoWalk)
  for (const { walk, code } of demoWalks) {
    if (code === null) continue
    const target = { municipalityId, walkId: walk.id }
    await saveWalkCode(store.db, { ...target, code: leaderCodeOf(code), role: 'leader' })
    await saveWalkCode(store.db, { ...target, code, role: 'walker' })
  }
}

async function createDemoAccount(store: Store, office: string): Promise<void> {
  const account = demoAccounts[office as keyof typeof demoAccounts]
  const passwordHash = await hashPassword(demoPassword)
  try {
    await store.db
      .transaction()
      .execute((tx) => createAccount(tx, { ...account, municipalityId, passwordHash, efforts: [] }))
  } catch (error) {
    // Made by an earlier load that was interrupted.
    if (!isUniqueViolation(error)) throw error
  }
}

async function loadWalk(store: Store, demoWalk: DemoWalk): Promise<void> {
  const { walk, phase } = demoWalk
  await store.db.transaction().execute((tx) => saveWalk(tx, municipalityId, walk))
  const pushes = pushesOf(demoWalk)
  const phones = [...new Set(pushes.map(({ author }) => author).filter(isPhone))]
  for (const phone of phones) await join(store, demoWalk, phone)
  const epoch = await readEpoch(store)
  const sequences = new Map<DemoAuthor, number>()
  for (const push of pushes) {
    const clientSeq = (sequences.get(push.author) ?? 0) + 1
    sequences.set(push.author, clientSeq)
    await send(store, demoWalk, { ...push, epoch, clientSeq })
  }
  if (phase === walk.phase) return
  await store.db.transaction().execute((tx) => saveWalk(tx, municipalityId, { ...walk, phase }))
}

const isPhone = (author: DemoAuthor): author is DemoPhone => !(author in demoAccounts)

const roleOf = (phone: DemoPhone): WalkRole => (phone === 'leader' ? 'leader' : 'walker')

const clientIdOf = ({ walk, code }: DemoWalk, phone: DemoPhone): Uuid =>
  demoId(`${code ?? ''} phone ${phone}`, walk.startsAt ?? '2026-10-05T09:00:00.000Z')

async function join(store: Store, demoWalk: DemoWalk, phone: DemoPhone): Promise<void> {
  const { walk } = demoWalk
  const joined = await store.db.transaction().execute((tx) =>
    joinWalk(tx, {
      municipalityId,
      walkId: walk.id,
      role: roleOf(phone),
      clientId: clientIdOf(demoWalk, phone),
      displayName: null,
      now: new Date(walk.startsAt ?? Date.now()),
    }),
  )
  if (!joined.ok) throw new DemoRefusedError(`${walk.title}: ${phone} ${joined.problem.code}`)
}

async function send(
  store: Store,
  demoWalk: DemoWalk,
  { author, at, mutation, epoch, clientSeq }: DemoPush & { epoch: Uuid; clientSeq: number },
): Promise<void> {
  const principal = principalOf(demoWalk, author)
  const request = {
    protocol: protocolVersion,
    epoch,
    clientId: principal.kind === 'device' ? principal.clientId : principal.accountId,
    space: demoWalk.walk.id,
    mutations: [{ ...mutation, clientSeq }],
  }
  const reply = await receiveMutations(store, { principal, request, now: Date.parse(at) })
  const result = reply.ok ? reply.value.results[0] : undefined
  if (result?.status === 'applied') return
  const code = reply.ok ? (result?.code ?? result?.status) : reply.problem.code
  throw new DemoRefusedError(`${demoWalk.walk.title}, ${mutation.name} at ${at}: ${code ?? ''}`)
}

/** Who the request would come from, had it come by HTTP; the session is none that anybody can use. */
function principalOf(demoWalk: DemoWalk, author: DemoAuthor): Principal {
  if (isPhone(author)) {
    const membership = { walkId: demoWalk.walk.id, role: roleOf(author) }
    return {
      kind: 'device',
      municipalityId,
      sessionId: municipalityId,
      clientId: clientIdOf(demoWalk, author),
      memberships: [{ ...membership, displayName: null, removedAt: null }],
    }
  }
  const { id, name, role, partyIds } = demoAccounts[author]
  const party = demoMunicipality.parties.find((each) => partyIds.includes(each.id))
  return {
    kind: 'account',
    municipalityId,
    sessionId: municipalityId,
    accountId: id,
    label: party?.name ?? demoMunicipality.name,
    efforts: [],
    ...{ name, role, partyIds },
  }
}
