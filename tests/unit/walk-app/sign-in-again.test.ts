import { expect, test } from 'vitest'
import { createSignIn } from '../../../client/features/sync-status/sign-in-again.ts'
import { joinedClient, noNetwork, problem, ScriptedApi } from '../../support/phones/scripted-api.ts'

async function signInWith(onJoin: ScriptedApi['onJoin']) {
  const api = new ScriptedApi()
  const client = await joinedClient(api)
  api.onJoin = onJoin
  const signIn = createSignIn(client)
  await signIn.signInAgain()
  return signIn
}

test('signing in again reports a code that is no longer valid, and the button can be pressed again', async () => {
  const signIn = await signInWith(() => problem({ status: 404, code: 'unknown-walk-code' }))
  expect(signIn.signInTrouble.value).toMatchObject({ code: 'unknown-walk-code' })
  expect(signIn.isSigningIn.value).toBe(false)
})

test('signing in again reports too many attempts', async () => {
  const signIn = await signInWith(() => problem({ status: 429, code: 'too-many-requests' }))
  expect(signIn.signInTrouble.value).toMatchObject({ code: 'too-many-requests' })
})

test('signing in again reports a missing network, and the next attempt that succeeds takes the report back', async () => {
  const api = new ScriptedApi()
  const client = await joinedClient(api)
  const succeeding = api.onJoin
  api.onJoin = () => noNetwork()
  const signIn = createSignIn(client)
  await signIn.signInAgain()
  expect(signIn.signInTrouble.value).toBe('away')
  api.onJoin = succeeding
  await signIn.signInAgain()
  expect(signIn.signInTrouble.value).toBeNull()
})
