import { expect } from 'vitest'
import { problemOf, type OutboxEntry } from '../../../client/local/outbox/outbox-entry.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { DeviceActor } from '../../../shared/access/roles.ts'
import { readWalk } from '../../../server/store/walks/walk-store.ts'
import { gatheringOf } from '../../../shared/walk/gathering/gathering.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'
import { checkAnswers, noteNames } from './convergence-answers.ts'
import { checkVotes, noteVotes } from './convergence-votes.ts'
import { serverObservations, type World } from './convergence-world.ts'
import type { DiskContents, SimulatedPhone } from '../phones/simulated-phone.ts'

/** What the server has of the walk, as far as a saved item can be there. */
interface ServerSide {
  ledger: Map<Uuid, string>
  observations: Set<Uuid>
  /** Photos of which every byte is there. */
  photos: Set<Uuid>
}

async function readServer({ stage, walkId }: World): Promise<ServerSide> {
  const { db } = stage.store
  const here = stage.town.id
  const [answers, observations, photos] = await Promise.all([
    db
      .selectFrom('applied_mutations')
      .select(['mutation_id', 'status'])
      .where('municipality_id', '=', here)
      .where('space_id', '=', walkId)
      .execute(),
    db
      .selectFrom('observations')
      .select('id')
      .where('municipality_id', '=', here)
      .where('walk_id', '=', walkId)
      .execute(),
    db
      .selectFrom('photos')
      .select(['id', 'state', 'size', 'received_bytes'])
      .where('municipality_id', '=', here)
      .where('walk_id', '=', walkId)
      .execute(),
  ])
  const isWhole = ({ state, size, received_bytes }: (typeof photos)[number]) =>
    state === 'received' || state === 'stored' || state === 'rejected' || size === received_bytes
  return {
    ledger: new Map(answers.map(({ mutation_id, status }) => [mutation_id, status])),
    observations: new Set(observations.map(({ id }) => id)),
    photos: new Set(photos.filter(isWhole).map(({ id }) => id)),
  }
}

/**
 * The conservation law (sync.md §5) and D2, after every step: every saved item is in an outbox, a server row, the refused or
 * the parked list; nothing is called delivered that the server has not got; every own pin is shown exactly once.
 */
export async function checkConservation(world: World): Promise<void> {
  const server = await readServer(world)
  for (const phone of world.phones) {
    const disk = await phone.readDisk()
    phone.forgetTakenBack(disk, (id) => server.ledger.get(id) === 'refused')
    noteNames(phone, disk)
    noteVotes(phone, disk)
    checkEntries(phone, disk, server)
    checkItems(phone, disk, server)
    checkPhotos(phone, disk, server)
    await checkShown(world, phone)
    expect(phone.client.reports, `${phone.name} met something unforeseen`).toEqual([])
  }
}

/** What can really happen here; anything else (`id-reused`, `observation-exists`) is the engine's own fault. */
const fairRefusals = [
  'stale',
  'outside-area',
  'observation-missing',
  'observation-withdrawn',
  'no-photos-here',
]

/** The other finding was withdrawn or joined itself meanwhile, or this one was taken up by a party. */
const fairForJoining = [...fairRefusals, 'needs-original', 'status-step', 'not-allowed']

const fairOf: Partial<Record<string, readonly string[]>> = {
  'observation.link': fairForJoining,
  // It was closed before the vote arrived.
  'walk-vote.set': ['vote-closed'],
}

function checkEntries(phone: SimulatedPhone, { entries }: DiskContents, server: ServerSide): void {
  for (const entry of entries) {
    phone.seenEntries.set(entry.id, entry.entity)
    if (entry.replaces) phone.successors.set(entry.replaces, entry.id)
    if (entry.replacedBy) phone.successors.set(entry.id, entry.replacedBy)
    const code = problemOf(entry)?.code
    const fair = fairOf[entry.name] ?? fairRefusals
    if (code) expect(fair, `${phone.name}: ${entry.id} refused`).toContain(code)
  }
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  for (const [id, entity] of phone.seenEntries) {
    // What stands for replaced work has to be kept in its place, also when the record of the old has been cleared away.
    const last = lastSuccessor(phone, id)
    const entry = byId.get(last)
    const place = entry ? placeOf(entry) : 'gone'
    const answer = server.ledger.get(last)
    const isKept =
      place === 'here' ||
      (place === 'delivered' && answer === 'applied') ||
      (place === 'parked' && answer === 'parked') ||
      (place === 'gone' && answer !== undefined)
    expect(isKept, `${phone.name}: mutation ${id} of ${entity} is ${place}, server ${answer}`).toBe(
      true,
    )
  }
}

function lastSuccessor(phone: SimulatedPhone, id: Uuid): Uuid {
  const next = phone.successors.get(id)
  return next === undefined ? id : lastSuccessor(phone, next)
}

function placeOf(entry: OutboxEntry): string {
  switch (entry.state) {
    case 'queued':
    case 'sending':
    case 'refused':
      return 'here'
    case 'acked':
      return 'delivered'
    case 'parked':
      return 'parked'
    case 'replaced':
      return 'gone'
  }
}

function checkItems(phone: SimulatedPhone, { entries }: DiskContents, server: ServerSide): void {
  for (const entity of phone.saved) {
    const isOnPhone = entries.some(
      (entry) =>
        entry.entity === entity &&
        entry.name === 'observation.create' &&
        entry.state !== 'replaced',
    )
    const isSomewhere = isOnPhone || server.observations.has(entity)
    expect(isSomewhere, `${phone.name}: pin ${entity} is nowhere`).toBe(true)
  }
}

function checkPhotos(phone: SimulatedPhone, disk: DiskContents, server: ServerSide): void {
  for (const photoId of phone.savedPhotos.keys()) {
    const record = disk.photos.find((photo) => photo.photoId === photoId)
    const isWhole = record !== undefined && record.storedChunks === record.chunks
    const isSomewhere = isWhole || server.photos.has(photoId)
    expect(isSomewhere, `${phone.name}: photo ${photoId} is nowhere`).toBe(true)
    const isClaimed = record?.state === 'sent'
    expect(
      !isClaimed || server.photos.has(photoId),
      `${phone.name}: photo ${photoId} called sent`,
    ).toBe(true)
  }
}

async function checkShown(world: World, phone: SimulatedPhone): Promise<void> {
  const pins = await phone.client.pins.list(world.walkId)
  const ids = pins.map(({ id }) => id)
  expect(new Set(ids).size, `${phone.name} shows a pin twice`).toBe(ids.length)
  for (const entity of phone.saved) {
    if (world.withdrawn.has(entity)) continue
    expect(ids.includes(entity), `${phone.name} does not show ${entity}`).toBe(true)
  }
  for (const { observation } of pins) {
    const comments = observation.comments.map(({ id }) => id)
    expect(new Set(comments).size, `a comment is shown twice`).toBe(comments.length)
  }
}

/** D1 and "exactly once", at rest: every phone holds what its person may see of the server's rows, and nothing else. */
export async function checkConvergence(world: World): Promise<void> {
  const observations = await serverObservations(world)
  for (const phone of world.phones) {
    const actor = await actorOf(phone)
    const truth = new Map(
      observations.flatMap((observation) => {
        const visible = visibleObservation(observation, actor)
        return visible ? [[visible.id, visible] as const] : []
      }),
    )
    const { rows } = await phone.client.context.cache.rows(world.walkId, 'observation')
    const held = new Map([...rows].map(([id, { body }]) => [id, body]))
    expect(held, `rows of ${phone.name}`).toEqual(truth)
    await checkPins(world, phone, truth)
    await checkGathering(world, phone)
  }
  await checkAnswers(world)
  await checkVotes(world, (await readServer(world)).ledger)
  await checkOnce(world)
  await checkTexts(world, new Map(observations.map(({ id, text }) => [id, text])))
}

async function actorOf(phone: SimulatedPhone): Promise<DeviceActor> {
  const { current: walk } = await phone.client.walks.read()
  if (!walk) throw new Error(`${phone.name} has forgotten the walk`)
  return { kind: 'device', clientId: walk.clientId, role: phone.role }
}

async function checkPins(
  world: World,
  phone: SimulatedPhone,
  truth: ReadonlyMap<Uuid, unknown>,
): Promise<void> {
  for (const pin of await phone.client.pins.list(world.walkId)) {
    if (pin.delivery === 'refused') continue
    // What its own person has withdrawn is told to this phone alone, as that.
    const shown = pin.observation.isWithdrawn ? undefined : pin.observation
    expect(shown, `${phone.name} shows ${pin.id} as it is`).toEqual(truth.get(pin.id))
    expect(['received', 'from-others'], `${pin.id} on ${phone.name}`).toContain(pin.delivery)
  }
}

/** The leader's phone shows the most urgent findings as the server has them, none twice. */
async function checkGathering({ stage, walkId }: World, phone: SimulatedPhone): Promise<void> {
  if (phone.role !== 'leader') return
  const walk = await readWalk(stage.store.db, { municipalityId: stage.town.id, walkId })
  const { top } = gatheringOf(walk ?? {})
  const { gathering } = await phone.client.answers.leading()
  expect(
    gatheringOf((await gathering.read(walkId))?.walk ?? {}).top,
    `top five of ${phone.name}`,
  ).toEqual(top)
  expect(new Set(top).size).toBe(top.length)
}

/** One domain effect and one event for each applied mutation; answers leave none, because history names its actor. */
async function checkOnce({ stage, walkId }: World): Promise<void> {
  const { db } = stage.store
  const events = await db
    .selectFrom('events')
    .select('mutation_id')
    .where('space_id', '=', walkId)
    .where('mutation_id', 'is not', null)
    .execute()
  const applied = await db
    .selectFrom('applied_mutations')
    .select('mutation_id')
    .where('space_id', '=', walkId)
    .where('status', '=', 'applied')
    // What has changed nothing has no number: somebody else had pressed the same before.
    .where('effect_seq', 'is not', null)
    .execute()
  const ids = (list: { mutation_id: string | null }[]) => list.map((one) => one.mutation_id).sort()
  expect(ids(events), 'one event for each applied mutation').toEqual(ids(applied))
}

/** Edits of one phone arrive in the order they were made (B8). */
async function checkTexts(world: World, texts: ReadonlyMap<Uuid, string>): Promise<void> {
  for (const phone of world.phones) {
    const refused = await phone.refusedEntities()
    for (const [entity, text] of phone.texts) {
      const isOthers = world.touched.has(entity) || world.withdrawn.has(entity)
      if (isOthers || refused.has(entity)) continue
      expect(texts.get(entity), `text of ${entity} by ${phone.name}`).toBe(text)
    }
  }
}

/** Every photo that was saved and not taken back is stored, with the hash it had on the phone (G3, G6). */
export async function checkPhotosStored({ stage, phones, withdrawn }: World): Promise<void> {
  for (const phone of phones) {
    const refused = await phone.refusedEntities()
    for (const [photoId, { entity, sha256 }] of phone.savedPhotos) {
      if (withdrawn.has(entity) || refused.has(entity)) continue
      const row = await stage.store.db
        .selectFrom('photos')
        .select(['state', 'sha256'])
        .where('id', '=', photoId)
        .executeTakeFirst()
      expect(row, `photo ${photoId} of ${phone.name}`).toEqual({ state: 'stored', sha256 })
    }
  }
}

/** What a whole run has met; a run that meets nothing proves nothing. */
export interface Tally {
  deaths: number
  applied: number
  refused: number
  photosStored: number
  restricted: number
  answers: number
  votes: number
}

export const emptyTally = (): Tally => ({
  deaths: 0,
  applied: 0,
  refused: 0,
  photosStored: 0,
  restricted: 0,
  answers: 0,
  votes: 0,
})

export async function addToTally(tally: Tally, world: World): Promise<void> {
  const { ledger } = await readServer(world)
  const observations = await serverObservations(world)
  const statuses = [...ledger.values()]
  const photos = observations.flatMap((observation) => observation.photos)
  tally.deaths += world.phones.reduce((sum, { deaths }) => sum + deaths, 0)
  tally.applied += statuses.filter((status) => status === 'applied').length
  tally.refused += statuses.filter((status) => status === 'refused').length
  tally.photosStored += photos.filter(({ state }) => state === 'stored').length
  tally.answers += await checkAnswers(world)
  tally.votes += await checkVotes(world, ledger)
  tally.restricted += observations.filter(({ category }) => category.startsWith('adf.')).length
}
