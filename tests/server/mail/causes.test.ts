import { describe, expect, it } from 'vitest'
import { remindParties } from '../../../server/mail/remind-parties.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { KnownMutation, MutationArgs } from '../../../shared/sync/registry.ts'
import { makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import {
  giveAddress,
  handOver,
  mailTown,
  outboxOf,
  statesOf,
} from '../../support/mail/mail-town.ts'
import { wishAsked } from '../../support/requests/ask-for-walk.ts'
import { applyAs, pinAs, pushAs, TestReader } from '../../support/requests/sync-calls.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'

const world = mailTown()
const day = 86_400_000

const mails = () =>
  world.smtp.mails.map(({ headers: { to, subject }, body }) => ({ to, subject, body }))
const sent = async () => {
  await handOver(world)
  return mails().map(({ to, subject }) => [to, subject])
}
const byCarla = (mutation: Parameters<typeof applyAs>[2]) =>
  applyAs(world.held.store, world.town.officials.carla, {
    ...{ space: world.town.walk.id, now: world.now, ...mutation },
  })
/** By the clock of the town, for what depends on whether a walk lies ahead. */
const plan = (mutation: KnownMutation, space: Uuid) =>
  pushAs(world.held.store, world.town.officials.carla, {
    ...{ mutations: [makeEnvelope(mutation)], space, now: world.now },
  })
const post = (url: string, payload: object, cookie = '') =>
  world.held.testApp.app.inject({
    ...{ method: 'POST', url, payload },
    headers: { ...sameOrigin, cookie },
  })

const ask = (observationId: Uuid) =>
  byCarla({
    name: 'observation.set-status@1',
    args: { observationId, base: 'received', status: 'needs-info', text: 'Hvor mange lamper?' },
  })

async function answer(observationId: Uuid): Promise<void> {
  const { anna } = world.town.phones
  const reader = await new TestReader(world.held.store, anna, world.town.walk.id).pullAll()
  const answeredAt = reader.observation(observationId)?.answer?.at ?? ''
  await applyAs(world.held.store, anna, {
    name: 'observation.answer-question@1',
    args: { observationId, commentId: someUuid(), answeredAt, text: 'Tre lamper' },
    now: world.now,
  })
}

const assign = (observationId: Uuid, dueOn: string) =>
  byCarla({
    name: 'observation.assign@1',
    args: { observationId, base: { partyIds: [], dueOn: null }, partyIds: ['road'], dueOn },
  })

describe('what causes an e-mail', () => {
  it('a wish and every decision on it reach the asker who gave an address, once each', async () => {
    const wish = wishAsked(world.town.id, { email: 'asker@example.dk' })
    await post('/api/wishes', wish)
    await post('/api/wishes', wish)
    await post('/api/wishes', { ...wish, why: 'Andre ord' })
    await post('/api/wishes', wishAsked(world.town.id))
    expect(await sent()).toEqual([
      ['asker@example.dk', 'Vi har modtaget jeres ønske om en vandring'],
    ])
    const args = { wishId: wish.wishId, base: 'waiting', reason: 'Vi var der i går' } as const
    await byCarla({ name: 'wish.decline@1', args, space: world.town.id })
    expect((await sent()).at(-1)).toEqual([
      'asker@example.dk',
      'Svar på jeres ønske om en vandring',
    ])
    expect(mails().at(-1)?.body).toContain('> Vi var der i går')
    expect(mails()).toHaveLength(2)
  })

  it('a decision on a wish reaches those whose wishes were joined with it, also through others', async () => {
    const [first, second, third] = ['a@example.dk', 'b@example.dk', ''].map((email) =>
      wishAsked(world.town.id, { email }),
    )
    if (!first || !second || !third) throw new Error('Three were made')
    for (const wish of [first, second, third]) await post('/api/wishes', wish)
    const join = (wishId: Uuid, id: Uuid) =>
      byCarla({
        name: 'wish.join@1',
        args: { wishId, base: 'waiting', to: { kind: 'wish', id } },
        space: world.town.id,
      })
    await join(first.wishId, second.wishId)
    await join(second.wishId, third.wishId)
    await sent()
    const before = world.smtp.mails.length
    const args = { wishId: third.wishId, base: 'waiting', reason: 'Ikke i år' } as const
    await byCarla({ name: 'wish.decline@1', args, space: world.town.id })
    const answers = (await sent()).slice(before)
    expect(answers.map(([to]) => to).sort()).toEqual(['a@example.dk', 'b@example.dk'])
    for (const { body } of mails().slice(before)) expect(body).toContain('> Ikke i år')
  })

  it('a walk that is announced invites the accounts of its parties once each, and later those of a party that is added', async () => {
    const walkId = someUuid()
    const walk: MutationArgs<'walk.create@1'> = {
      ...{ walkId, title: 'Rørdal', phase: 'planned', isStanding: false },
      ...{ startsAt: '2027-04-10T17:00:00.000Z', endsAt: '2027-04-10T19:00:00.000Z' },
      ...{ meetingPlace: 'Torvet', area: [9.9, 57.03, 9.96, 57.06], route: [], stops: [] },
      ...{ parties: ['road'], purpose: 'Stien i mørke' },
    }
    await plan({ name: 'walk.create@1', args: walk }, walkId)
    expect(await sent()).toEqual([])
    await plan({ name: 'walk.open@1', args: { walkId } }, walkId)
    const kim = [world.town.officials.kim.email, 'Invitation til en tryghedsvandring']
    expect(await sent()).toEqual([kim])
    expect(mails()[0]?.body).toContain('Torvet')
    expect(mails()[0]?.body).toContain('> Stien i mørke')
    const parties = { base: ['road'], value: ['road', 'police'] }
    await plan({ name: 'walk.edit@1', args: { walkId, changes: { parties } } }, walkId)
    expect((await sent()).slice(1)).toEqual([
      [world.town.officials.pia.email, 'Invitation til en tryghedsvandring'],
    ])
    await plan({ name: 'walk.close@1', args: { walkId } }, walkId)
    expect(await sent()).toHaveLength(2)
  })

  it('nobody is invited to a walk that has begun before the mail goes', async () => {
    const { walk } = world.town
    const changes = {
      parties: { base: null, value: ['road'] },
      startsAt: { base: walk.startsAt, value: '2027-04-10T17:00:00.000Z' },
      endsAt: { base: walk.endsAt, value: '2027-04-10T19:00:00.000Z' },
    }
    await plan({ name: 'walk.edit@1', args: { walkId: walk.id, changes } }, walk.id)
    await plan({ name: 'walk.start@1', args: { walkId: walk.id } }, walk.id)
    expect(await sent()).toEqual([])
    expect(await statesOf(world)).toEqual(['withdrawn: subject-gone'])
    const added = { base: ['road'], value: ['road', 'police'] }
    await plan(
      { name: 'walk.edit@1', args: { walkId: walk.id, changes: { parties: added } } },
      walk.id,
    )
    expect(await statesOf(world)).toHaveLength(1)
  })

  it('nobody is invited to a walk whose evening has passed', async () => {
    const { walk } = world.town
    const changes = {
      parties: { base: null, value: ['road'] },
      startsAt: { base: walk.startsAt, value: '2027-03-09T17:00:00.000Z' },
      endsAt: { base: walk.endsAt, value: '2027-03-09T19:00:00.000Z' },
    }
    await plan({ name: 'walk.edit@1', args: { walkId: walk.id, changes } }, walk.id)
    expect(await statesOf(world)).toEqual([])
  })

  it('a question reaches its author who gave an address, and the answer the official who asked', async () => {
    const { anna, ole } = world.town.phones
    await giveAddress(world, 'anna', { language: 'en' })
    const [asked, silent] = [
      await pinAs(world.held.store, anna),
      await pinAs(world.held.store, ole),
    ]
    await ask(asked)
    await ask(silent)
    expect(await sent()).toEqual([['anna@example.dk', 'A question about something you pinned']])
    expect(mails()[0]?.body).toContain(`https://lygte.example.dk/registrering/${asked}`)
    expect(mails()[0]?.body).toContain('> Hvor mange lamper?')
    await answer(asked)
    const { email } = world.town.officials.carla
    expect((await sent()).at(-1)).toEqual([email, 'Svar på dit spørgsmål fra en, der gik med'])
    expect(mails()[1]?.body).toContain('> Tre lamper')
    expect(mails()[1]?.body).not.toContain('Anna')
  })

  it('no e-mail tells of a question that was answered before it went', async () => {
    await giveAddress(world)
    const asked = await pinAs(world.held.store, world.town.phones.anna)
    await ask(asked)
    await answer(asked)
    await handOver(world)
    expect((await statesOf(world)).sort()).toEqual(['handed-over', 'withdrawn: subject-gone'])
  })

  it('no e-mail tells of a restricted finding, also of one that became so while it waited', async () => {
    await giveAddress(world)
    const { anna } = world.town.phones
    const bird = 'KANARIEFUGL'
    const restricted = await pinAs(world.held.store, anna, { category: 'adf.ophold', text: bird })
    await ask(restricted)
    expect(await outboxOf(world)).toEqual([])
    const open = await pinAs(world.held.store, anna, { text: bird })
    await ask(open)
    await byCarla({
      name: 'observation.edit@1',
      args: {
        observationId: open,
        changes: { category: { base: 'lys.slukket', value: 'adf.ophold' } },
      },
    })
    await assign(restricted, '2027-03-01')
    await assign(open, '2027-03-01')
    expect(await remindParties(world.held.store, world.now)).toBe(0)
    await handOver(world)
    expect(await statesOf(world)).toEqual(['withdrawn: restricted'])
    expect(world.smtp.mails).toEqual([])
  })

  it('the report reaches the accounts of its parties and the walkers who gave an address, in one e-mail each', async () => {
    await giveAddress(world, 'anna')
    await giveAddress(world, 'dan')
    const lamp = await pinAs(world.held.store, world.town.phones.anna)
    await assign(lamp, '2027-05-01')
    const findings = [{ id: lamp, version: '0123456789abcdef' }]
    await byCarla({
      name: 'walk.approve-list@1',
      args: { walkId: world.town.walk.id, findings },
    })
    const order = { id: someUuid(), base: 0, language: 'da', above: '', below: '', leftOut: [] }
    const url = `/api/walks/${world.town.walk.id}/reports`
    for (const _ of [1, 2]) await post(url, order, world.town.officials.carla.cookie)
    const subject = 'Rapporten fra en tryghedsvandring er klar'
    expect((await sent()).sort()).toEqual(
      [
        ['anna@example.dk', subject],
        [world.town.officials.kim.email, subject],
      ].sort(),
    )
  })

  it('an official is reminded of all dates that have passed in one e-mail a day, and of the same ones once a week', async () => {
    const { anna } = world.town.phones
    for (const dueOn of ['2027-03-01', '2027-03-09', '2027-03-10', '2027-03-12']) {
      await assign(await pinAs(world.held.store, anna), dueOn)
    }
    const { email } = world.town.officials.kim
    const remind = async (days: number) => {
      world.now += days * day
      for (const _ of [1, 2]) await remindParties(world.held.store, world.now)
      return handOver(world)
    }
    expect(await remind(0)).toBe(1)
    expect(mails()).toMatchObject([{ to: email, subject: 'Frister, der er passeret' }])
    expect(mails()[0]?.body).toContain('2 frister er passeret')
    // The third date has passed, then none for a day, then the fourth, then a week.
    expect([await remind(1), await remind(1), await remind(1), await remind(1)]).toEqual([
      1, 0, 1, 0,
    ])
    expect([await remind(5), await remind(1)]).toEqual([0, 1])
    expect(mails().at(-1)?.body).toContain('4 frister er passeret')
  })

  it('no name, no address and nobody’s words stand in a header, whatever people write', async () => {
    const evil = 'KANARIEFUGL\r\nBcc: alle@example.dk\r\n\r\nkrop'
    const { anna } = world.town.phones
    await giveAddress(world)
    const wish = { why: evil, asker: evil, place: evil, email: 'asker@example.dk' }
    await post('/api/wishes', wishAsked(world.town.id, wish))
    const asked = await pinAs(world.held.store, anna, { text: evil, place: evil })
    await byCarla({
      name: 'observation.set-status@1',
      args: { observationId: asked, base: 'received', status: 'needs-info', text: evil },
    })
    await handOver(world)
    expect(world.smtp.mails.length).toBeGreaterThan(1)
    for (const { headers } of world.smtp.mails) {
      expect(JSON.stringify(headers)).not.toMatch(/KANARIEFUGL|alle@/)
      expect(headers).not.toHaveProperty('bcc')
    }
    expect(mails().find(({ to }) => to === 'anna@example.dk')?.body).toContain(
      '> KANARIEFUGL\r\n> Bcc: alle@example.dk',
    )
  })
})
