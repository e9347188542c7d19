import { expect } from 'vitest'
import { readWalk } from '../../../server/store/walks/walk-store.ts'
import type { DeviceActor } from '../../../shared/access/roles.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { visibleObservation } from '../../../shared/observation/visible-observation.ts'
import { gatheringOf } from '../../../shared/walk/gathering/gathering.ts'
import type { SimulatedPhone } from '../phones/simulated-phone.ts'
import { checkAnswers } from './answers.ts'
import { readServer } from './checks.ts'
import { checkVotes } from './votes.ts'
import { serverObservations, type World } from './world.ts'

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
