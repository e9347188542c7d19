import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { PreparedPhoto } from '../../../client/local/capture/draft.ts'
import { saveWalkCode } from '../../../server/store/walks/membership-store.ts'
import type { Store } from '../../../server/store/database/database.ts'
import { makeUuid, type Uuid } from '../../../shared/identifiers.ts'
import type { MutationEnvelope } from '../../../shared/sync/mutation-envelope.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { WalkRole } from '../../../shared/access/roles.ts'
import { sameOrigin, type TestApp } from '../server/build-test-app.ts'
import { inProcessApi } from '../phones/in-process-api.ts'
import { seedWalk, type TestMunicipality, type TestOfficial } from '../fixtures/people.ts'
import { seededRandom, type SeededRandom } from '../seeded-random.ts'
import { SimulatedPhone } from '../phones/simulated-phone.ts'

/** What all schedules of a run share. */
export interface Stage {
  store: Store
  app: TestApp['app']
  town: TestMunicipality
  /** A valid small JPEG; bytes behind its end make it as long as wanted. */
  picture: Buffer
}

export async function buildStage(base: Omit<Stage, 'picture'>): Promise<Stage> {
  const create = { width: 16, height: 16, channels: 3, background: '#a33' } as const
  return { ...base, picture: await sharp({ create }).jpeg().toBuffer() }
}

/** One walk with its phones and a coordinator; everything random in it comes from the seed. */
export interface World {
  stage: Stage
  seed: number
  random: SeededRandom
  walkId: Uuid
  phones: SimulatedPhone[]
  /** Of the plan; the server asks of none of them whether it is there. */
  stopIds: readonly Uuid[]
  /** Observations whose text somebody else than their author may have changed, or that were withdrawn. */
  touched: Set<Uuid>
  withdrawn: Set<Uuid>
  /** What happened, for the message of a failure. */
  log: string[]
}

const people: { name: string; role: WalkRole }[] = [
  { name: 'anna', role: 'walker' },
  { name: 'ole', role: 'walker' },
  { name: 'lone', role: 'leader' },
]

/** One thing that somebody does; the answer says in a few words what came of it. */
export type Action = (world: World, phone: SimulatedPhone) => Promise<string>

export async function buildWorld(stage: Stage, seed: number): Promise<World> {
  const { store, app, town } = stage
  const random = seededRandom(seed)
  const vote = { openedAt: '2026-10-29T19:00:00.000Z', closedAt: null }
  const { id: walkId } = await seedWalk(store, town.id, { title: `Seed ${seed}`, vote })
  const phones: SimulatedPhone[] = []
  for (const { name, role } of people) {
    const code = walkCode(seed, role)
    const isNew = !phones.some((phone) => phone.role === role)
    if (isNew) await saveWalkCode(store.db, { code, municipalityId: town.id, walkId, role })
    const phone = new SimulatedPhone({
      name,
      role,
      random,
      connect: (cookies, decide) => inProcessApi({ app, cookies, decide }),
    })
    const joined = await phone.client.walks.join(code, name)
    if (!joined.ok) throw new Error(`${name} could not join: ${joined.problem.code}`)
    await phone.widenBounds(walkId)
    phones.push(phone)
  }
  const stopIds = [1, 2].map(() => makeUuid(0, () => random.bytes(16)))
  const [touched, withdrawn] = [new Set<Uuid>(), new Set<Uuid>()]
  return { stage, seed, random, walkId, phones, stopIds, touched, withdrawn, log: [] }
}

const walkCode = (seed: number, role: WalkRole): string =>
  `${role.slice(0, 2).toUpperCase()}${String(seed).padStart(6, '0')}`

/** Bytes the server can read as a picture, of any length. */
export function makePhoto({ stage, random }: World): PreparedPhoto {
  const tail = random.chance(0.25) ? 300_000 + random.below(400_000) : random.below(2_000)
  const noise = Buffer.alloc(tail, random.below(256))
  const bytes = Uint8Array.from(Buffer.concat([stage.picture, random.bytes(16), noise])).buffer
  return { bytes, mime: 'image/jpeg', width: 16, height: 16, wasResized: false }
}

export const hashOf = ({ bytes }: PreparedPhoto): string =>
  createHash('sha256').update(new Uint8Array(bytes)).digest('hex')

/** The walk's observations as the server keeps them. */
export async function serverObservations({ stage, walkId }: World): Promise<Observation[]> {
  const rows = await stage.store.db
    .selectFrom('observations')
    .select('body')
    .where('municipality_id', '=', stage.town.id)
    .where('walk_id', '=', walkId)
    .execute()
  return rows.map(({ body }): Observation => body)
}

/** One change of an official, straight to the server: the desk is online. */
export async function pushAsOfficial(
  { stage, walkId, random }: World,
  official: TestOfficial,
  mutation: { name: string; args: unknown },
): Promise<string> {
  const id = makeUuid(Date.now(), () => random.bytes(16))
  const [name = '', v = '1'] = mutation.name.split('@')
  const envelope: MutationEnvelope = {
    id,
    clientSeq: 1,
    name,
    v: Number(v),
    args: mutation.args,
    capturedAt: new Date().toISOString(),
    tzOffset: 60,
  }
  const answer = await stage.app.inject({
    method: 'POST',
    url: '/api/sync/push',
    headers: { ...sameOrigin, cookie: official.cookie, 'x-lygte-desk': '1' },
    payload: {
      protocol: 1,
      epoch: null,
      clientId: official.accountId,
      space: walkId,
      mutations: [envelope],
    },
  })
  const body = answer.json<{ results?: { status: string; code?: string }[]; type?: string }>()
  const [result] = body.results ?? []
  return result ? `${result.status} ${result.code ?? ''}` : `refused ${body.type ?? ''}`
}
