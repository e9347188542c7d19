import { expect } from 'vitest'
import { problemOf, type OutboxEntry } from '../../../client/local/outbox/outbox-entry.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { noteNames } from './answers.ts'
import { noteVotes } from './votes.ts'
import type { World } from './world.ts'
import type { DiskContents, SimulatedPhone } from '../phones/simulated-phone.ts'

/** What the server has of the walk, as far as a saved item can be there. */
interface ServerSide {
  ledger: Map<Uuid, string>
  observations: Set<Uuid>
  /** Photos of which every byte is there. */
  photos: Set<Uuid>
}

export async function readServer({ stage, walkId }: World): Promise<ServerSide> {
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
    if (entry.name === 'observation.see-too') phone.seenTooEntries.add(entry.id)
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
      (place === 'gone' && (answer !== undefined || wasTakenBack(phone, id, entity)))
    expect(isKept, `${phone.name}: mutation ${id} of ${entity} is ${place}, server ${answer}`).toBe(
      true,
    )
  }
}

/** A later press on the same finding leaves no trace of one that was never sent. */
const wasTakenBack = (phone: SimulatedPhone, id: Uuid, entity: Uuid): boolean =>
  phone.seenTooEntries.has(id) && phone.seenTooAgain.has(entity)

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
