import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../../../../shared/text/language.ts'
import { pagePolicy } from '../../plugins/page-policy.ts'

/** The secret of the address, with whatever a mail program has glued to it. */
export const secretOf = ({ params }: FastifyRequest): string =>
  (params as { secret: string }).secret

/** One of the values of the address; mail programs add others of their own. */
export const queried = ({ query }: FastifyRequest, name: 'lang' | 'side'): unknown =>
  (query as Record<string, unknown>)[name]

export const languageOf = (request: FastifyRequest): Language =>
  queried(request, 'lang') === 'en' ? 'en' : 'da'

/** Nobody on the way keeps what a secret address shows, and no other site learns the address. */
export const privately = (reply: FastifyReply): FastifyReply =>
  reply.headers({
    'cache-control': 'private, no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
  })

/** Of a page with this style and nothing else. */
export const privatePage = (reply: FastifyReply, styleHash: string): FastifyReply =>
  privately(reply).headers({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': pagePolicy(styleHash),
  })
