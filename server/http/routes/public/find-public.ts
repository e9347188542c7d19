import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import type { Uuid } from '../../../../shared/identifiers.ts'
import type { PublicWalk } from '../../../../shared/publication/public-walk.ts'
import type { Language } from '../../../../shared/text/language.ts'
import type { Walk } from '../../../../shared/walk/walk.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { writeNoticePage } from '../../../report/public/notice-page.ts'
import { publicStyleHash } from '../../../report/public/public-style.ts'
import { findPublicWalk } from '../../../store/publications/publication-store.ts'
import { readPublicWalk } from '../../../store/publications/public-sources.ts'
import { sendProblem } from '../../plugins/problem-details.ts'
import { readWalk } from '../../../store/walks/walk-store.ts'

/** Pictures of this origin and the page's own style; it runs nothing. `data:` is for the map of a preview. */
export const pagePolicy = [
  ...["default-src 'none'", `style-src '${publicStyleHash}'`, "img-src 'self' data:"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join(';')

/** `gone` was public once. */
type Found<T> = T | 'gone' | 'missing'

interface PublicAddress {
  municipalityId: Uuid
  walk: Walk
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

/** The id in an address, also with what mail and chat programs glue to a link. */
export const idIn = (request: FastifyRequest): Uuid | undefined =>
  uuid.exec((request.params as { id: string }).id)?.[0].toLowerCase()

/** Returns the walk of a public address as it is at this moment: nothing of the answer is kept from before. */
export async function findPublished(
  { store }: Pick<Dependencies, 'store'>,
  request: FastifyRequest,
): Promise<Found<PublicAddress>> {
  const walkId = idIn(request)
  const key = walkId === undefined ? undefined : await findPublicWalk(store.db, walkId)
  if (!key) return 'missing'
  const walk = await readWalk(store.db, key)
  if (!walk?.publication) return 'missing'
  if (walk.publication.state === 'withdrawn') return 'gone'
  return { municipalityId: key.municipalityId, walk }
}

/** The same with all that everybody may know of it. */
export async function readPublished(
  { store, now }: Pick<Dependencies, 'store' | 'now'>,
  request: FastifyRequest,
): Promise<Found<PublicWalk>> {
  const found = await findPublished({ store }, request)
  if (typeof found === 'string') return found
  return readPublicWalk(store.db, { ...found, now: new Date(now()).toISOString() })
}

export const languageIn = ({ query }: FastifyRequest): Language =>
  (query as { lang?: unknown }).lang === 'en' ? 'en' : 'da'

export const originOf = (
  { config }: Pick<Dependencies, 'config'>,
  { protocol, host }: FastifyRequest,
): string => config.publicOrigin ?? `${protocol}://${host}`

/** A calm page instead of what is not, or no longer, public; programs get the code alone. */
export function sendNotice(
  request: FastifyRequest,
  reply: FastifyReply,
  kind: 'gone' | 'missing',
): FastifyReply {
  void reply.headers(publicHeaders)
  if (!(request.headers.accept ?? '').includes('text/html'))
    return sendProblem(reply, { code: kind === 'gone' ? 'erased' : 'not-found' })
  return reply
    .code(kind === 'gone' ? 410 : 404)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy,
    })
    .send(writeNoticePage(kind, languageIn(request)))
}

/** Whoever keeps a copy asks again before showing it, so that what is withdrawn is gone at once; archives keep none. */
export const publicHeaders = { 'cache-control': 'no-cache', 'x-robots-tag': 'noarchive' }

interface PublicAnswer {
  type: string
  content: string | Buffer
  headers?: Record<string, string>
}

/** Sends what is public now, or only that the reader's copy is still the same. */
export function sendPublic(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, content, headers = {} }: PublicAnswer,
): FastifyReply {
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
  void reply.headers({ ...publicHeaders, etag })
  if (isKnown(request, etag)) return reply.code(304).send()
  return reply.headers({ ...headers, 'content-type': type }).send(content)
}

export const isKnown = ({ headers }: FastifyRequest, etag: string): boolean =>
  (headers['if-none-match'] ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
