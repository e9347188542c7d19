import { describe, expect, it } from 'vitest'
import { actorInSpace } from '../../../server/identity/actor-in-space.ts'
import { parseBox } from '../../../server/http/routes/parse-box.ts'
import type { AccountPrincipal, DevicePrincipal } from '../../../server/identity/principal.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'

const [first, second, third] = [someUuid(), someUuid(), someUuid()]
const phone: DevicePrincipal = {
  kind: 'device',
  municipalityId: someUuid(),
  sessionId: someUuid(),
  phoneId: someUuid(),
  clientId: someUuid(),
  memberships: [
    { walkId: first, role: 'leader', displayName: 'Lone', removedAt: null },
    { walkId: second, role: 'walker', displayName: null, removedAt: '2026-10-29T20:00:00.000Z' },
  ],
}
const official: AccountPrincipal = {
  kind: 'account',
  municipalityId: someUuid(),
  sessionId: someUuid(),
  accountId: someUuid(),
  name: 'Kim Andersen',
  label: 'Vej og Park',
  role: 'official',
  partyIds: ['road'],
  efforts: [],
  effortCategories: [],
}

describe('a phone in a walk', () => {
  it('acts with the role it has there', () => {
    expect(actorInSpace(phone, first)).toEqual({
      actor: { kind: 'device', clientId: phone.clientId, role: 'leader' },
      actorName: 'Lone',
      isMember: true,
    })
  })

  it('is nobody in a walk that it never joined', () => {
    expect(actorInSpace(phone, third)).toBeUndefined()
  })

  it('is no member any more where it was removed', () => {
    expect(actorInSpace(phone, second)).toMatchObject({
      actorName: '',
      isMember: false,
    })
  })
})

describe('a phone in the space of its municipality', () => {
  it('is a walker there, whatever its role in a walk is', () => {
    expect(actorInSpace(phone, phone.municipalityId)).toEqual({
      actor: { kind: 'device', clientId: phone.clientId, role: 'walker' },
      actorName: 'Lone',
      isMember: true,
    })
  })

  it('is nobody there before it has joined a walk', () => {
    const stranger = { ...phone, memberships: [] }
    expect(actorInSpace(stranger, phone.municipalityId)).toBeUndefined()
  })

  it('is no member there once it was removed from all its walks', () => {
    const removed = { ...phone, memberships: phone.memberships.slice(1) }
    expect(actorInSpace(removed, phone.municipalityId)).toMatchObject({ isMember: false })
  })
})

describe('an official in a walk', () => {
  it('acts for the party, whose name is shown and not the person’s', () => {
    const acting = actorInSpace(official, first)
    expect(acting).toMatchObject({ actorName: 'Vej og Park', isMember: true })
    expect(JSON.stringify(acting)).not.toContain('Kim')
  })
})

describe('a box', () => {
  it('is west, south, east, north', () => {
    expect(parseBox('9.8,57,10.05,57.1')).toEqual({ ok: true, value: [9.8, 57, 10.05, 57.1] })
  })

  it.each([
    ['369,57,370,58', [9, 57, 10, 58]],
    ['-351,57,-350,58', [9, 57, 10, 58]],
    ['729,57,730,58', [9, 57, 10, 58]],
    ['-190,-95,200,100', [-180, -90, 180, 90]],
    ['9,57,10,91', [9, 57, 10, 90]],
    ['170,-20,190,-10', [170, -20, 190, -10]],
    ['-190,-20,-170,-10', [170, -20, 190, -10]],
    ['180,0,190,1', [-180, 0, -170, 1]],
  ])('of a map that was turned round the world, %s, is %j', (text, box) => {
    expect(parseBox(text)).toEqual({ ok: true, value: box })
  })

  it.each(['10,57,9,58', '9,58,10,57', '1,2,3', '1,2,3,4,5', '1e999,0,1e999,1', ''])(
    'is refused as %j',
    (text) => {
      expect(parseBox(text)).toMatchObject({ ok: false, problem: { code: 'bad-request' } })
    },
  )
})
