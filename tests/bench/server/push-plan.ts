import type { Store } from '../../../server/store/database/database.ts'
import { joinWalk } from '../../../server/store/walks/membership-store.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import { makeCreate, makeEnvelope } from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  seedPhone,
  seedWalk,
  type TestMunicipality,
} from '../../support/fixtures/people.ts'
import type { ClientLoad } from './http-load.ts'

export interface PlanSize {
  clients: number
  spaces: number
  perRequest: number
  requestsPerClient: number
  /** Walks of an existing municipality instead of new ones; `spaces` is then how many of them are used. */
  within?: { town: TestMunicipality; walks: readonly string[] }
}

/** What each phone has to deliver, and where: phones are dealt to the spaces in turn, and a phone changes space with every request. */
export interface PushPlan {
  town: TestMunicipality
  pushes: { clientId: string; cookie: string; space: string; mutations: MutationEnvelope[] }[][]
}

/** A municipality of its own with so many walks and phones that are members of all of them. */
export async function planPushes(store: Store, size: PlanSize): Promise<PushPlan> {
  const town = size.within?.town ?? (await seedMunicipality(store))
  const walks = [...(size.within?.walks ?? [town.walk.id])]
  while (walks.length < size.spaces) walks.push((await seedWalk(store, town.id, {})).id)
  const pushes: PushPlan['pushes'] = []
  for (let client = 0; client < size.clients; client += 1) {
    const [first = ''] = walks
    const phone = { municipalityId: town.id, role: 'walker' as const, name: `p${String(client)}` }
    const { clientId, cookie } = await seedPhone(store, { ...phone, walkId: first })
    await joinAll(store, { municipalityId: town.id, clientId, walks: walks.slice(1) })
    pushes.push(
      Array.from({ length: size.requestsPerClient }, (_, turn) => ({
        clientId,
        cookie,
        space: walks[(client + turn * size.clients) % walks.length] ?? first,
        mutations: mutationsOf(size.perRequest),
      })),
    )
  }
  return { town, pushes }
}

/** Past the join route: what is measured is pushing. */
async function joinAll(
  store: Store,
  {
    municipalityId,
    clientId,
    walks,
  }: { municipalityId: string; clientId: string; walks: string[] },
): Promise<void> {
  for (const walkId of walks) {
    const joining = { municipalityId, clientId, walkId, role: 'walker' as const }
    await store.db
      .transaction()
      .execute((tx) => joinWalk(tx, { ...joining, displayName: null, now: new Date() }))
  }
}

const mutationsOf = (count: number): MutationEnvelope[] =>
  Array.from({ length: count }, () =>
    makeEnvelope({
      name: 'observation.create@1',
      args: makeCreate({ text: someWords() }),
    }),
  )

/** As the phones send them. */
export const loadsOf = ({ pushes }: PushPlan): ClientLoad[] =>
  pushes.map((turns) => ({
    cookie: turns[0]?.cookie ?? '',
    path: '/api/sync/push',
    bodies: turns.map(({ clientId, space, mutations }) =>
      JSON.stringify({ protocol: 1, epoch: null, clientId, space, mutations }),
    ),
  }))

const openings = [
  'Lampen er slukket',
  'Hækken skygger',
  'Der ligger affald',
  'Fliserne er løse',
  'Her er mørkt',
]
const places = [
  'ved stien bag skolen',
  'i tunnelen',
  'ved busstoppet',
  'foran indgangen',
  'langs åen',
]
const endings = [
  'tredje gang i år',
  'mest om aftenen',
  'siden sommer',
  'og ingen går her',
  'efter stormen',
]

/** A sentence such as people write; packed texts must not be more alike than real ones. */
function someWords(): string {
  const pick = (words: readonly string[]) => words[Math.floor(Math.random() * words.length)] ?? ''
  return `${pick(openings)} ${pick(places)} ${String(Math.ceil(Math.random() * 99))}, ${pick(endings)}.`
}
