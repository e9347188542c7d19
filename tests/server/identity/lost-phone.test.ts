import { beforeAll, expect, it } from 'vitest'
import { listPhonesCommand, revokePhoneCommand } from '../../../server/commands/phone-commands.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'

const held = storeWithApp()
let town: TestMunicipality
beforeAll(async () => {
  town = await seedMunicipality(held.store)
})

const pull = async ({ cookie, walkId }: TestMunicipality['phones']['anna']) => {
  const payload = { protocol: 1, epoch: null, cursors: { [walkId]: '0' } }
  const headers = { ...sameOrigin, cookie }
  const request = { method: 'POST' as const, url: '/api/sync/pull', headers, payload }
  return (await held.testApp.app.inject(request)).statusCode
}

it('H7: an operator finds a lost phone by its walk, and it sends and reads nothing from then on', async () => {
  const { anna, ole } = town.phones
  const said = await listPhonesCommand(held.store, [town.codes.walker.toLowerCase()])
  expect(said.split('\n')).toHaveLength(4)
  expect(said).toMatch(new RegExp(`${anna.clientId}  walker .*Anna$`, 'm'))
  expect(said).not.toContain(town.phones.dan.clientId)

  expect(await pull(anna)).toBe(200)
  expect(await revokePhoneCommand(held.store, [anna.clientId])).toContain('shut out')
  expect([await pull(anna), await pull(ole)]).toEqual([401, 200])
  expect(await listPhonesCommand(held.store, [town.codes.walker])).toMatch(/Anna {2}\(revoked\)/)
  expect(await revokePhoneCommand(held.store, [anna.clientId])).toContain('no open session')
})

it('the command for a lost phone reports in a sentence what is wrong with a code or an id', async () => {
  await expect(listPhonesCommand(held.store, ['NIX'])).rejects.toThrow('no such walk code')
  await expect(listPhonesCommand(held.store, [])).rejects.toThrow('needs one walk code')
  await expect(revokePhoneCommand(held.store, ['Anna'])).rejects.toThrow('needs one phone id')
})
