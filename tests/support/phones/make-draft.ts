import type { Draft, PreparedPhoto } from '../../../client/local/capture/draft.ts'
import type { TestClient } from './build-client.ts'
import { somePosition, someWalkId } from '../fixtures/make-observation.ts'

/** A draft that may be saved; pass what differs. */
export const makeDraft = (client: TestClient, changes: Partial<Draft> = {}): Draft => ({
  ...client.capture.newDraft(someWalkId),
  category: 'lys.slukket',
  position: somePosition,
  text: 'Lampen er slukket',
  ...changes,
})

/** Bytes that differ everywhere, so that a piece at the wrong place is noticed. */
export function makePreparedPhoto(size = 1_000, seed = 1): PreparedPhoto {
  const bytes = new Uint8Array(size)
  for (let index = 0; index < size; index += 1) bytes[index] = (index * 31 + seed) % 251
  return { bytes: bytes.buffer, mime: 'image/jpeg', width: 10, height: 10, wasResized: false }
}

/** Saves a pin and returns its id; throws when the phone refuses it. */
export async function savePin(client: TestClient, changes: Partial<Draft> = {}): Promise<string> {
  const draft = makeDraft(client, changes)
  const saved = await client.capture.save(draft)
  if (!saved.ok) throw new Error(`not saved: ${saved.problem.code}`)
  return draft.observationId
}

/** Saves a pin with photos of the given sizes; returns the pin's id and the photos'. */
export async function savePinWithPhotos(
  client: TestClient,
  sizes: number[],
): Promise<{ pinId: string; photoIds: string[] }> {
  let draft = makeDraft(client)
  for (const [index, size] of sizes.entries()) {
    const photoId = await client.capture.addPhoto(draft, makePreparedPhoto(size, index + 1))
    draft = { ...draft, photoIds: [...draft.photoIds, photoId] }
  }
  const saved = await client.capture.save(draft)
  if (!saved.ok) throw new Error(`not saved: ${saved.problem.code}`)
  return { pinId: draft.observationId, photoIds: draft.photoIds }
}

/** Everything that a person can say of a pin. */
export const everything: Partial<Draft> = {
  category: 'lys.slukket',
  text: 'Lampen ved tunnelen er slukket',
  place: 'Gangtunnel Humlebakken',
  severity: 4,
  feeling: 2,
  ownerType: 'municipality',
}

/** Saves a pin with everything that a person can say of it, and a photo of 600,000 bytes. */
export async function saveEverything(client: TestClient) {
  const draft = makeDraft(client, everything)
  const photoId = await client.capture.addPhoto(draft, makePreparedPhoto(600_000))
  const saved = await client.capture.save({ ...draft, photoIds: [photoId] })
  if (!saved.ok) throw new Error(saved.problem.code)
  return { ...draft, photoIds: [photoId] }
}
