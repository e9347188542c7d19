import { browserEnvironment } from '../../../../client/sync/services/browser-environment.ts'
import { namesOnPhone } from '../../../../client/sync/offline-map/place-names.ts'
import { createWalkServices } from '../../../../client/sync/services/create-walk-services.ts'

const { area } = createWalkServices({
  environment: browserEnvironment(),
  report: (error) => console.error(error),
})
const nameAt = namesOnPhone(area)

/** Milliseconds from the question to the name; rejects where the phone's map has none. */
async function timeName(place: { longitude: number; latitude: number }): Promise<number> {
  const startedAt = performance.now()
  const name = await nameAt(place)
  const ms = performance.now() - startedAt
  if (name === null) throw new Error(`There is no name at ${JSON.stringify(place)}`)
  return ms
}

Object.assign(globalThis, { timeName })
