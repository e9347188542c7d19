import compress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'

/** Shorter answers fit in one packet anyway. */
const smallestBytes = 1_400

/** What is made of letters; photos and tiles are packed already. */
const packable =
  /^(application\/(json|problem\+json|manifest\+json|javascript)|text\/(html|css|javascript)|image\/svg\+xml)/

/**
 * Packs answers for phones on slow networks, also where no proxy does it. Not the event stream, which must not wait. Answers hold no secret
 * that a length could give away: sessions are cookies only. Requests are never unpacked: no bombs.
 */
export async function addCompression(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    globalDecompression: false,
    encodings: ['gzip'],
    customTypes: packable,
    threshold: smallestBytes,
    // Of feed rows, level 3 leaves 5 % more and the next one saves next to nothing for twice the time.
    zlibOptions: { level: 5 },
  })
}
