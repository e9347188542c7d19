import { createApp, effectScope, nextTick, shallowRef } from 'vue'
import { expect, it } from 'vitest'
import { findPlaceNameKey, type NamedPoint } from '../../../client/ui/places/find-place-name.ts'
import { usePlaceName } from '../../../client/ui/places/use-place-name.ts'

const algade = { longitude: 9.97, latitude: 57.02 }
const torvet = { longitude: 9.98, latitude: 57.03 }

/** A screen that shows the name of one place; `asked` are the questions to the map, and `answer` settles the latest. */
function openScreen(first: NamedPoint | null) {
  const asked: NamedPoint[] = []
  let answer: (street: string) => void = () => undefined
  const app = createApp({})
  app.provide(findPlaceNameKey, (place) => {
    asked.push(place)
    return new Promise((resolve, reject) => {
      answer = (street) => {
        if (street === '') reject(new Error('away'))
        else resolve({ street })
      }
    })
  })
  const place = shallowRef(first)
  const name = effectScope(true).run(() =>
    app.runWithContext(() => usePlaceName(() => place.value)),
  )
  const settle = async (street: string) => {
    answer(street)
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { place, name, asked, settle }
}

it('a name of a place stays when the pin changes and its place does not, and the map is asked once', async () => {
  const { place, name, asked, settle } = openScreen(algade)
  expect(name?.value).toBeUndefined()
  await settle('Algade')
  place.value = { ...algade }
  await nextTick()
  expect(name?.value).toEqual({ street: 'Algade' })
  expect(asked).toEqual([algade])
})

it('a pin that is moved never has the name of the place where it was', async () => {
  const { place, name, settle } = openScreen(algade)
  await settle('Algade')
  place.value = torvet
  await nextTick()
  expect(name?.value).toBeUndefined()
  await settle('Torvet')
  expect(name?.value).toEqual({ street: 'Torvet' })
})

it('a place of which the map cannot be read now, or only the address is known, has no name and fails nothing', async () => {
  const away = openScreen(algade)
  await away.settle('')
  expect(away.name?.value).toBeNull()
  const typed = openScreen(null)
  await typed.settle('Algade')
  expect(typed.name?.value).toBeNull()
  expect(typed.asked).toEqual([])
})
