import { setImmediate } from 'node:timers/promises'
import { createApp, effectScope, type Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { beforeEach, describe, expect, it } from 'vitest'
import { readAddress } from '../../../client/features/desk/address/desk-address.ts'
import {
  useDeskAddress,
  type DeskNavigation,
} from '../../../client/features/desk/address/use-desk-address.ts'

const page: Component = {}
const view = { longitude: 9.92, latitude: 57.05, zoom: 13 }

let loaded = Promise.withResolvers<Component>()
let router = createRouter({ history: createMemoryHistory(), routes: [] })
let desk: DeskNavigation

beforeEach(async () => {
  loaded = Promise.withResolvers()
  const routes = [
    { path: '/desk', component: page },
    { path: '/desk/vandringer', component: () => loaded.promise },
  ]
  router = createRouter({ history: createMemoryHistory(), routes })
  const app = createApp(page).use(router)
  await router.push('/desk')
  const scope = effectScope()
  desk = app.runWithContext(() => scope.run(useDeskAddress)) as DeskNavigation
  return () => scope.stop()
})

describe('a map that comes to rest', () => {
  it('writes its view into the address', async () => {
    desk.look(view)
    await expect.poll(() => readAddress(router.currentRoute.value.query).view).toEqual(view)
  })

  it('keeps nobody who has pressed a link to a page whose code is still being loaded', async () => {
    const going = router.push('/desk/vandringer')
    // A map reports in a later turn of the event loop than the press.
    await setImmediate()
    desk.look(view)
    loaded.resolve(page)
    expect(await going).toBeUndefined()
    expect(router.currentRoute.value.path).toBe('/desk/vandringer')
  })

  it('writes its view again after a page could not be loaded', async () => {
    router.onError(() => undefined)
    const going = router.push('/desk/vandringer')
    loaded.reject(new Error('There is no network'))
    await expect(going).rejects.toThrow('There is no network')
    desk.look(view)
    await expect.poll(() => readAddress(router.currentRoute.value.query).view).toEqual(view)
  })
})
