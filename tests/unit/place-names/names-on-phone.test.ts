import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MapOffer } from '../../../client/sync/offline-map/map-offer.ts'
import { namesOnPhone } from '../../../client/sync/offline-map/place-names.ts'
import { metresFrom, street } from '../../support/fixtures/made-map.ts'
import { makeVectorTile } from '../../support/fixtures/make-vector-tile.ts'

const here = [9.97655, 57.02812] as const
const place = { longitude: here[0], latitude: here[1] }
const algade = street('Algade', [metresFrom(here, [-200, 10]), metresFrom(here, [200, 10])])
const vector = { kind: 'vector', maxZoom: 15 } as MapOffer

/** A phone whose map holds one street; `offer` and `isAway` may change while it is open. */
function openPhone(offer: MapOffer) {
  const phone = {
    ...{ offer, isAway: false, asked: 0 },
    area: {
      offer: () => {
        phone.asked += 1
        return Promise.resolve(phone.offer)
      },
      readTile(z: number, x: number, y: number) {
        if (phone.isAway) return Promise.reject(new Error('away'))
        const bytes = makeVectorTile([algade], { z, x, y })
        return Promise.resolve(bytes && Uint8Array.from(bytes).buffer)
      },
    },
  }
  return Object.assign(phone, { nameAt: namesOnPhone(phone.area) })
}

describe('names of places on a phone', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('come from the map that the phone has, whose levels are asked for once by all rows of a list', async () => {
    const phone = openPhone(vector)
    const names = await Promise.all([1, 2, 3].map(() => phone.nameAt(place)))
    expect(names).toEqual(Array(3).fill({ street: 'Algade' }))
    expect(phone.asked).toBe(1)
  })

  it('are none without a map of its own, and are there once it has come', async () => {
    const phone = openPhone({ kind: 'grid', canBeKept: false })
    expect(await phone.nameAt(place)).toBeNull()
    phone.offer = vector
    expect(await phone.nameAt(place)).toBeNull()
    expect(phone.asked).toBe(1)
    vi.runAllTimers()
    expect(await phone.nameAt(place)).toEqual({ street: 'Algade' })
  })

  it('are refused, and not taken for none, while a tile is neither on the phone nor to be had', async () => {
    const phone = openPhone(vector)
    phone.isAway = true
    await expect(phone.nameAt(place)).rejects.toThrow('away')
    phone.isAway = false
    expect(await phone.nameAt(place)).toEqual({ street: 'Algade' })
  })
})
