import type { FastifyInstance } from 'fastify'
import type { Store } from '../../../server/store/database/database.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { sameOrigin } from '../server/build-test-app.ts'
import type { TestPerson, TestPhone } from '../fixtures/people.ts'
import { TestReader } from './sync-calls.ts'
import { checksumOf, type TestPhoto } from './upload-photo.ts'

/** Sends a photo whole, without a socket, and waits until it is cleaned; returns the status. */
export async function sendPhoto(
  app: FastifyInstance,
  phone: TestPhone,
  photo: TestPhoto,
): Promise<number> {
  const { statusCode } = await app.inject({
    method: 'PATCH',
    url: `/api/photos/${photo.photoId}`,
    headers: {
      cookie: phone.cookie,
      ...sameOrigin,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'upload-checksum': checksumOf(photo.bytes),
    },
    payload: Buffer.from(photo.bytes),
  })
  await app.jobs.settled()
  return statusCode
}

export const readPhoto = (
  app: FastifyInstance,
  person: TestPerson,
  { photoId, variant }: { photoId: Uuid; variant: string },
) =>
  app.inject({
    method: 'GET',
    url: `/api/photos/${photoId}/${variant}`,
    headers: {
      cookie: person.cookie,
      ...('accountId' in person ? { 'x-lygte-desk': '1' } : {}),
    },
  })

/** What a phone sees of the only photo of an observation. */
export async function photoStateFor(
  store: Store,
  phone: TestPhone,
  observationId: Uuid,
): Promise<string | undefined> {
  const reader = await new TestReader(store, phone, phone.walkId).pullAll()
  return reader.observation(observationId)?.photos[0]?.state
}
