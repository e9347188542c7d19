import type { Pin } from '../../../client/local/pins/pin.ts'
import type { TestClient } from './build-client.ts'

/** The pin as its phone shows it; throws when there is none. */
export async function pin(client: TestClient, id: string): Promise<Pin> {
  const found = await client.pins.get(id)
  if (!found) throw new Error(`no pin ${id}`)
  return found
}
