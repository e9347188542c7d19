import { createPinia } from 'pinia'
import { expect, test } from 'vitest'
import { createApp } from 'vue'
import { useSyncStatusStore } from '../../../client/features/sync-status/sync-status-store.ts'
import { walkServicesKey } from '../../../client/sync/services/walk-services.ts'
import { savePin } from '../../support/phones/make-draft.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../support/phones/scripted-api.ts'

test('what began to wait before the store was opened is shown as waiting', async () => {
  const api = new ScriptedApi()
  const client = await joinedClient(api)
  api.onPush = () => noNetwork()
  const app = createApp({ render: () => null })
  app.use(createPinia()).provide(walkServicesKey, client)
  const status = useSyncStatusStore()
  expect(status.state.waiting).toBe(0)
  await savePin(client)
  await client.runner.recount()
  status.start()
  expect(status.state.waiting).toBe(1)
  status.stop()
})
