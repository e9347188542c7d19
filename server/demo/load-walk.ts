import { protocolVersion } from '../../shared/sync/feed.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { WalkRole } from '../../shared/access/roles.ts'
import type { Principal } from '../identity/principal.ts'
import type { Store } from '../store/database/database.ts'
import { joinWalk } from '../store/walks/membership-store.ts'
import { readEpoch } from '../store/database/server-meta.ts'
import type { KnownMutation, MutationArgs } from '../../shared/sync/registry.ts'
import type { Walk } from '../../shared/walk/walk.ts'
import { receiveFromOperator } from '../sync/push/receive-from-operator.ts'
import { receiveMutations } from '../sync/push/receive-mutations.ts'
import type { DemoCity } from './demo-city.ts'
import { demoId, timeOfId } from './demo-ids.ts'
import { pushesOf, type DemoAuthor, type DemoPush } from './demo-mutations.ts'
import type { DemoPhone } from './demo-story.ts'
import type { DemoWalk } from './demo-walks.ts'

/** The product's rules refused the demo's own content, so content and rules no longer fit each other. */
class DemoRefusedError extends Error {
  override name = 'DemoRefusedError'
}

/** Loads a walk with everything its people sent; loading it again changes nothing. */
export async function loadWalk(store: Store, city: DemoCity, demoWalk: DemoWalk): Promise<void> {
  const { walk, phase } = demoWalk
  const municipalityId = city.municipality.id
  await makeWalk(store, municipalityId, demoWalk)
  const pushes = pushesOf(demoWalk)
  const phones = [...new Set(pushes.map(({ author }) => author).filter(isPhone))]
  for (const phone of phones) await join(store, { city, demoWalk, phone })
  const epoch = await readEpoch(store)
  const sequences = new Map<DemoAuthor, number>()
  for (const push of pushes) {
    const clientSeq = (sequences.get(push.author) ?? 0) + 1
    sequences.set(push.author, clientSeq)
    const principal = principalOf(city, demoWalk, push.author)
    await send(store, { principal, demoWalk, push, epoch, clientSeq })
  }
  if (phase !== 'closed') return
  const mutation = { name: 'walk.close@1', args: { walkId: walk.id } } as const
  // Its leader ended it on that evening, not on the day of the load.
  const at = walk.endsAt === null ? undefined : Date.parse(walk.endsAt)
  await operate(store, { municipalityId, walk, label: 'close', mutation, at })
}

async function makeWalk(
  store: Store,
  municipalityId: Uuid,
  { walk, phase }: DemoWalk,
): Promise<void> {
  const { id: walkId, phase: _, area, stops, route, parties, functions, ...fields } = walk
  const mutable = {
    ...{ area: [...area], stops: [...stops], route: route.map(([x, y]) => [x, y]) },
    ...(parties ? { parties: [...parties] } : {}),
    ...(functions ? { functions: [...functions] } : {}),
  }
  const args = {
    walkId,
    ...fields,
    ...(mutable as Pick<
      MutationArgs<'walk.create@1'>,
      'area' | 'stops' | 'route' | 'parties' | 'functions'
    >),
    phase: phase === 'planned' ? ('planned' as const) : ('open' as const),
  }
  const mutation = { name: 'walk.create@1', args } as const
  // Announced a fortnight before its evening, as far as that is over.
  const at =
    walk.startsAt === null
      ? undefined
      : Math.min(timeOfId(walk.id), Date.parse(walk.startsAt) - announcedBeforeMs)
  await operate(store, { municipalityId, walk, label: 'create', mutation, at })
}

const announcedBeforeMs = 14 * 24 * 60 * 60 * 1_000

interface Operating {
  municipalityId: Uuid
  walk: Walk
  label: string
  mutation: KnownMutation
  /** Milliseconds since 1970 UTC; absent: the time of the first load. */
  at?: number | undefined
}

/** Its id is of the first load, so that an interrupted load is resumed with the same mutations. */
async function operate(
  store: Store,
  { municipalityId, walk, label, mutation, at }: Operating,
): Promise<void> {
  const loadedAt = timeOfId(walk.id)
  const id = demoId(`${label} ${walk.id}`, new Date(loadedAt).toISOString())
  const target = { municipalityId, spaceId: walk.id }
  const outcome = await receiveFromOperator(store, {
    ...{ ...target, id, mutation },
    now: at ?? loadedAt,
  })
  if (!outcome.ok) {
    throw new DemoRefusedError(`${walk.title}, ${mutation.name}: ${outcome.problem.code}`)
  }
}

const isPhone = (author: DemoAuthor): author is DemoPhone =>
  author === 'leader' || author.startsWith('walker')

const roleOf = (phone: DemoPhone): WalkRole => (phone === 'leader' ? 'leader' : 'walker')

const startOf = ({ walk }: DemoWalk): string => walk.startsAt ?? ''

const clientIdOf = (demoWalk: DemoWalk, phone: DemoPhone): Uuid =>
  demoId(`${demoWalk.code ?? ''} phone ${phone}`, startOf(demoWalk))

interface Joining {
  city: DemoCity
  demoWalk: DemoWalk
  phone: DemoPhone
}

async function join(store: Store, { city, demoWalk, phone }: Joining): Promise<void> {
  const joined = await store.db.transaction().execute((tx) =>
    joinWalk(tx, {
      municipalityId: city.municipality.id,
      walkId: demoWalk.walk.id,
      role: roleOf(phone),
      clientId: clientIdOf(demoWalk, phone),
      displayName: null,
      now: new Date(startOf(demoWalk)),
    }),
  )
  if (joined.ok) return
  throw new DemoRefusedError(`${demoWalk.walk.title}: ${phone} ${joined.problem.code}`)
}

interface Sending {
  principal: Principal
  demoWalk: DemoWalk
  push: DemoPush
  epoch: Uuid
  clientSeq: number
}

async function send(store: Store, sending: Sending): Promise<void> {
  const { principal, demoWalk, push, epoch, clientSeq } = sending
  const { at, mutation } = push
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

/** Returns the principal that an HTTP request would have; nobody can use its session. */
function principalOf(
  { municipality, accounts }: DemoCity,
  demoWalk: DemoWalk,
  author: DemoAuthor,
): Principal {
  const session = { municipalityId: municipality.id, sessionId: municipality.id }
  if (isPhone(author)) {
    const membership = { walkId: demoWalk.walk.id, role: roleOf(author) }
    const clientId = clientIdOf(demoWalk, author)
    return {
      kind: 'device',
      ...session,
      phoneId: clientId,
      clientId,
      memberships: [{ ...membership, displayName: null, removedAt: null }],
    }
  }
  const account = accounts[author]
  if (!account) throw new DemoRefusedError(`${municipality.name} has no account "${author}"`)
  const { id, name, role, partyIds } = account
  const party = municipality.parties.find((each) => partyIds.includes(each.id))
  return {
    kind: 'account',
    ...session,
    accountId: id,
    label: party?.name ?? municipality.name,
    efforts: [],
    effortCategories: [],
    ...{ name, role, partyIds },
  }
}
