import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { erasePhone } from '../../../server/privacy/erase.ts'
import { openPhotoFiles } from '../../../server/store/photos/photo-files.ts'
import type { Verdict } from '../../../shared/observation/verification/verification.ts'
import { followUp } from '../../../shared/walk/again/follow-up.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import {
  makeAnnouncement,
  makeCreate,
  makeEnvelope,
  someUuid,
} from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  seedPhone,
  type TestMunicipality,
  type TestPhone,
} from '../../support/fixtures/people.ts'
import { applyAs, pinAs, pushAs, TestReader } from '../../support/requests/sync-calls.ts'

let database: TestDatabase
let town: TestMunicipality
let earlierId: string
let followUpId: string
let fia: TestPhone
let leo: TestPhone

beforeAll(async () => {
  database = await openTestDatabase()
  town = await seedMunicipality(database)
  earlierId = town.walk.id
  followUpId = someUuid()
  const { carla } = town.officials
  const { lone } = town.phones
  await applyAs(database, lone, { name: 'walk.close@1', args: { walkId: earlierId } })
  const args = followUp(town.walk, { walkId: followUpId, title: 'Opfølgning: Aalborg Øst' })
  await applyAs(database, carla, { name: 'walk.create@1', args, space: followUpId })
  await applyAs(database, carla, {
    ...{ name: 'walk.open@1', args: { walkId: followUpId }, space: followUpId },
  })
  const join = (name: string, role: 'walker' | 'leader') =>
    seedPhone(database, { municipalityId: town.id, walkId: followUpId, role, name })
  fia = await join('fia', 'walker')
  leo = await join('leo', 'leader')
  return () => database.drop()
})

/** A finding of the earlier walk that the road party has called done. */
async function doneFinding(): Promise<string> {
  const id = await pinAs(database, town.phones.anna)
  const to = { space: earlierId }
  const { carla } = town.officials
  await applyAs(database, carla, {
    name: 'observation.assign@1',
    args: {
      observationId: id,
      base: { partyIds: [], dueOn: null },
      ...{ partyIds: ['road'], dueOn: '2026-11-12' },
    },
    ...to,
  })
  await applyAs(database, carla, {
    name: 'observation.set-status@1',
    args: { observationId: id, base: 'assigned', status: 'done', on: '2026-11-10', text: 'Ny' },
    ...to,
  })
  return id
}

const verifying = (observationId: string, verdict: Verdict, remark?: string) =>
  ({
    name: 'observation.verify@1',
    args: {
      ...{ observationId, followUpId, verdict, on: '2027-03-09' },
      ...(remark === undefined ? {} : { remark }),
    },
    space: earlierId,
  }) as const

const seenBy = async (person: TestPhone, id: string) =>
  (await new TestReader(database, person, earlierId).pullAll()).observation(id)

const historyOf = (id: string) =>
  database.db
    .selectFrom('events')
    .select(['actor_label', 'data'])
    .where('subject_id', '=', id)
    .where('kind', '=', 'verified-on-site')
    .orderBy('seq')
    .execute()

describe('a phone on a follow-up walk', () => {
  it('gets the open findings of the earlier walk by the feed, and may do nothing else there', async () => {
    const open = await pinAs(database, town.phones.anna)
    const restricted = await pinAs(database, town.phones.anna, { category: 'adf.ophold' })
    const reader = await new TestReader(database, fia, earlierId).pullAll()
    expect(reader.observation(open)).toMatchObject({ isRestricted: false, authorName: null })
    expect(reader.rows.has(restricted)).toBe(false)
    const to = { space: earlierId }
    const pin = { name: 'observation.create@1', args: makeCreate() } as const
    const comment = { observationId: open, commentId: someUuid(), audience: 'public', text: 'x' }
    const acts = [
      pin,
      { name: 'observation.comment@1', args: { ...comment, audience: 'public' } },
      { name: 'observation.withdraw@1', args: { observationId: open } },
      { name: 'observation.see-too@1', args: { observationId: open, sees: true } },
      { name: 'walk.start@1', args: { walkId: earlierId } },
    ] as const
    for (const act of acts)
      expect(await applyAs(database, leo, { ...act, ...to })).toMatchObject({ status: 'refused' })
  })

  it('is the only one that may read and verify there', async () => {
    const id = await doneFinding()
    const { dan, anna } = town.phones
    await expect(new TestReader(database, dan, earlierId).pullAll()).rejects.toThrow('forbidden')
    const push = { mutations: [makeEnvelope(verifying(id, 'confirmed'))], space: earlierId }
    await expect(pushAs(database, dan, push)).rejects.toThrow('forbidden')
    expect(await applyAs(database, anna, verifying(id, 'confirmed'))).toMatchObject({
      ...{ status: 'refused', code: 'not-allowed' },
    })
    const restricted = await pinAs(database, anna, { category: 'adf.ophold' })
    expect(await applyAs(database, leo, verifying(restricted, 'confirmed'))).toMatchObject({
      ...{ status: 'refused', code: 'observation-missing' },
    })
    expect(await historyOf(id)).toEqual([])
  })

  it('takes a photo to what it has looked at, and to nothing else', async () => {
    const id = await doneFinding()
    const photo = { name: 'photo.announce@1', space: earlierId } as const
    const args = { observationId: id, photo: makeAnnouncement() }
    expect(await applyAs(database, fia, { ...photo, args })).toMatchObject({ code: 'not-yours' })
    await applyAs(database, fia, verifying(id, 'cannot-see'))
    expect(await applyAs(database, fia, { ...photo, args })).toMatchObject({ status: 'applied' })
    expect((await seenBy(fia, id))?.photos).toHaveLength(1)
  })
})

describe('verifying by two phones', () => {
  it('lets the last one stand, also when it comes late, and keeps both in the history', async () => {
    const id = await doneFinding()
    const first = await applyAs(database, fia, verifying(id, 'confirmed'))
    expect(first.status).toBe('applied')
    expect(await seenBy(leo, id)).toMatchObject({ status: 'verified' })
    await applyAs(database, leo, {
      ...{ name: 'walk.close@1', args: { walkId: followUpId }, space: followUpId },
    })
    // Made on the walk, and delivered after its end; a lost answer makes the phone send it again.
    const late = makeEnvelope(verifying(id, 'not-solved', 'Den blinker'))
    const push = { mutations: [late], space: earlierId }
    const results = [await pushAs(database, leo, push), await pushAs(database, leo, push)]
    expect(results.map(({ results: [one] }) => one?.status)).toEqual(['applied', 'applied'])
    const seen = await seenBy(fia, id)
    expect(seen).toMatchObject({
      status: 'reopened',
      answer: { text: 'Den blinker', byRole: 'leader' },
      verifications: [{ verdict: 'not-solved', isLate: true, byRole: 'leader' }],
    })
    expect(JSON.stringify(seen)).not.toContain(leo.clientId)
    expect(await historyOf(id)).toMatchObject([
      { actor_label: 'walker', data: { verdict: 'confirmed', status: 'verified' } },
      { actor_label: 'leader', data: { verdict: 'not-solved', status: 'reopened', late: true } },
    ])
  })

  it('forgets a phone with its words, and the verdict stays', async () => {
    const id = await doneFinding()
    const secret = 'Min nabo Grethe sagde det'
    await applyAs(database, fia, verifying(id, 'not-solved', secret))
    const folder = await mkdtemp(join(tmpdir(), 'lygte-photos-'))
    const photoFiles = await openPhotoFiles(folder)
    const phone = { municipalityId: town.id, clientId: fia.clientId }
    await erasePhone({ store: database, photoFiles, now: Date.now() }, phone)
    await rm(folder, { recursive: true })
    const stored = await database.db
      .selectFrom('observations')
      .select('body')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const text = JSON.stringify([stored, await historyOf(id)])
    expect(text).not.toContain('Grethe')
    expect(text).not.toContain(fia.clientId)
    expect(stored.body).toMatchObject({ status: 'reopened', verifications: [{ remark: '' }] })
  })
})
