import compress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'

/** Shorter responses fit in one packet anyway. */
const smallestBytes = 1_400

/** Text types; photos and tiles are compressed already. */
const packable =
  /^(application\/(json|problem\+json|manifest\+json|javascript)|text\/(html|css|javascript)|image\/svg\+xml)/

/**
 * Compresses responses for phones on slow networks, also where no proxy does it. The event stream is left out, because it must not
 * be delayed. Responses hold no secret that a length could reveal: sessions are in cookies only. Requests are never decompressed,
 * so there are no bombs.
 */
export async function addCompression(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    globalDecompression: false,
    encodings: ['gzip'],
    customTypes: packable,
    threshold: smallestBytes,
    // For feed rows, level 3 leaves 5 % more, and the next level saves almost nothing for twice the time.
    zlibOptions: { level: 5 },
  })
}
