import { describe, expect, test } from 'vitest'
import { here, makePhone, openStore, photoFile, walkId } from './fake-phone.ts'

const start = { walkId, position: here, fixAt: 1 }

function photographed() {
  const { phone, services } = makePhone()
  const store = openStore(services)
  return { phone, services, store, adding: store.beginWithPhoto(start, [photoFile]) }
}

describe('a pin that begins with its photo', () => {
  test('A3: is on the phone with its photo before a topic is chosen, and continues after a killed page', async () => {
    const { phone, services, adding } = photographed()
    await adding
    expect(phone.drafts.get('draft-1')).toMatchObject({
      category: null,
      position: here,
      photoIds: ['photo-2'],
    })
    const after = openStore(services)
    expect(await after.restore()).toBe(true)
    expect(after.photos).toHaveLength(1)
  })

  test('is saved by its first topic only: changing the topic later saves nothing', async () => {
    const { store, adding } = photographed()
    await adding
    expect(store.takePhotoFirst()).toBe(true)
    expect(store.takePhotoFirst()).toBe(false)
  })

  test('is not taken for one when another pin was begun without a photo', async () => {
    const { store, adding } = photographed()
    await adding
    store.begin(start)
    expect(store.takePhotoFirst()).toBe(false)
  })

  test('says that a photo is missing when it was refused, so that nothing is saved without it', async () => {
    const { services } = makePhone()
    const store = openStore(services)
    await store.beginWithPhoto(start, [new Blob(['a letter'])])
    await store.settledPhotos()
    expect(store.photos.map(({ state }) => state)).toEqual(['failed'])
    expect(store.areAllPhotosKept()).toBe(false)
  })

  test('keeps its photo with the pin when it is saved', async () => {
    const { phone, store, adding } = photographed()
    await adding
    expect(store.areAllPhotosKept()).toBe(true)
    store.chooseCategory('lys.slukket')
    expect(await store.save()).toBe(true)
    expect(phone.pins.get('draft-1')).toMatchObject({ photoIds: ['photo-2'], position: here })
  })
})
