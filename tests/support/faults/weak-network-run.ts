import type { FastifyInstance } from 'fastify'
import type { Store } from '../../../server/store/database/database.ts'
import { buildClient } from '../phones/build-client.ts'
import { joinAs } from '../phones/connected-phone.ts'
import { inProcessApi } from '../phones/in-process-api.ts'
import { somePosition } from '../fixtures/make-observation.ts'
import type { TestMunicipality } from '../fixtures/people.ts'
import { PhoneDisk } from '../phones/phone-disk.ts'
import { seededRandom } from '../seeded-random.ts'
import { VirtualClock } from '../phones/virtual-clock.ts'
import { slow2G, WeakNetwork, type NetworkShape } from './weak-network.ts'

export interface WeakNetworkRun {
  app: FastifyInstance
  store: Store
  town: TestMunicipality
  seed: number
  /** A valid small picture; bytes behind its end make it as long as wanted. */
  picture: Buffer
  pins: number
  photosPerPin: number
  photoBytes: number
  minutes: number
  shape?: NetworkShape
}

export interface WeakNetworkResult {
  /** Texts that the server has, of `pins`. */
  textsDelivered: number
  /** Photo bytes that the server has acknowledged, after each virtual minute. */
  progress: number[]
  /** Photo bytes handed to the network, and the share of them that the server had or did not get. */
  photoBytesSent: number
  sentAgain: number
  exchanges: number
  deaths: number
}

/** A phone comes out of a tunnel with pins and photos, and has so many virtual minutes of a weak network. */
export async function runOnWeakNetwork(run: WeakNetworkRun): Promise<WeakNetworkResult> {
  const { app, town, seed, shape = slow2G } = run
  const disk = new PhoneDisk()
  const clock = new VirtualClock()
  const random = seededRandom(seed)
  const before = buildClient({
    fetch: inProcessApi({ app, cookies: disk.cookies }).fetch,
    disk,
    clock,
    random,
  })
  await joinAs(before, town.codes.walker)
  for (let pin = 0; pin < run.pins; pin += 1) await savePin(before, run, pin)
  before.life.kill()

  const network = new WeakNetwork({ app, cookies: disk.cookies, clock, random, shape })
  const client = buildClient({ fetch: network.fetch, disk, clock, random })
  const progress: number[] = []
  client.sync.start()
  for (let minute = 0; minute < run.minutes; minute += 1) {
    await network.pass(60_000)
    progress.push(await acknowledgedBytes(run))
  }
  client.sync.stop()
  client.life.kill()
  const received = progress.at(-1) ?? 0
  const { photoBytesSent, exchanges, deaths } = network
  const sentAgain = photoBytesSent === 0 ? 0 : (photoBytesSent - received) / photoBytesSent
  const textsDelivered = await countTexts(run)
  return { textsDelivered, progress, photoBytesSent, sentAgain, exchanges, deaths }
}

async function savePin(client: ReturnType<typeof buildClient>, run: WeakNetworkRun, pin: number) {
  const base = client.capture.newDraft(run.town.walk.id)
  let draft = { ...base, category: 'vej.hul', position: somePosition, text: `Hul ${String(pin)}` }
  for (let photo = 0; photo < run.photosPerPin; photo += 1) {
    const tail = Buffer.alloc(run.photoBytes - run.picture.length, pin * 10 + photo)
    const bytes = Uint8Array.from(Buffer.concat([run.picture, tail])).buffer
    const facts = { mime: 'image/jpeg', width: 16, height: 16, wasResized: false }
    const photoId = await client.capture.addPhoto(draft, { bytes, ...facts })
    draft = { ...draft, photoIds: [...draft.photoIds, photoId] }
  }
  const saved = await client.capture.save(draft)
  if (!saved.ok) throw new Error(saved.problem.code)
}

async function acknowledgedBytes({ store, town }: WeakNetworkRun): Promise<number> {
  const { sum } = await store.db
    .selectFrom('photos')
    .select((expression) => expression.fn.sum<string | null>('received_bytes').as('sum'))
    .where('municipality_id', '=', town.id)
    .executeTakeFirstOrThrow()
  return Number(sum ?? 0)
}

async function countTexts({ store, town }: WeakNetworkRun): Promise<number> {
  const rows = await store.db
    .selectFrom('observations')
    .select('id')
    .where('municipality_id', '=', town.id)
    .execute()
  return rows.length
}
