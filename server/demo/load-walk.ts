import { protocolVersion } from '../../shared/sync/feed.ts'
import type { Uuid } from '../../shared/identifiers.ts'
import type { WalkRole } from '../../shared/access/roles.ts'
import type { Principal } from '../identity/principal.ts'
import type { Store } from '../store/database/database.ts'
import { joinWalk } from '../store/walks/membership-store.ts'
import { readEpoch } from '../store/database/server-meta.ts'
import { saveWalk } from '../store/walks/walk-store.ts'
import { receiveMutations } from '../sync/push/receive-mutations.ts'
import type { DemoCity } from './demo-city.ts'
import { demoId } from './demo-ids.ts'
import { pushesOf, type DemoAuthor, type DemoPush } from './demo-mutations.ts'
import type { DemoPhone } from './demo-story.ts'
import type { DemoWalk } from './demo-walks.ts'

/** The demo's own content was turned away by the product's rules: content and rules no longer fit. */
export class DemoRefusedError extends Error {
  override name = 'DemoRefusedError'
}

/** A walk with everything its people sent; the same again changes nothing. */
export async function loadWalk(store: Store, city: DemoCity, demoWalk: DemoWalk): Promise<void> {
  const { walk, phase } = demoWalk
  const municipalityId = city.municipality.id
  await store.db.transaction().execute((tx) => saveWalk(tx, municipalityId, walk))
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
  if (phase === walk.phase) return
  await store.db.transaction().execute((tx) => saveWalk(tx, municipalityId, { ...walk, phase }))
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

/** Who the request would come from, had it come by HTTP; the session is none that anybody can use. */
function principalOf(
  { municipality, accounts }: DemoCity,
  demoWalk: DemoWalk,
  author: DemoAuthor,
): Principal {
  const session = { municipalityId: municipality.id, sessionId: municipality.id }
  if (isPhone(author)) {
    const membership = { walkId: demoWalk.walk.id, role: roleOf(author) }
    return {
      kind: 'device',
      ...session,
      clientId: clientIdOf(demoWalk, author),
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
    ...{ name, role, partyIds },
  }
}
