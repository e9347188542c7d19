import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { responseMarker } from '../../../shared/contract/api-contract.ts'
import {
  problems,
  type Problem,
  type ProblemCode,
  type ProblemDetails,
} from '../../../shared/problem.ts'
import { isTransient, isUnreadableText } from '../../store/database/database.ts'
import { otherMethods } from './route-table.ts'
import { addStoreAwayNotes } from './store-away-notes.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** The code of the problem in this reply; null for none. */
    problemCode: ProblemCode | null
  }
}

/** Seconds after which a request that failed because the store is away may be repeated; clients add their own jitter. */
const storeRetrySeconds = '5'

/** A refusal from a place where no route can answer: a hook, before the handler runs. */
export class RefusedRequestError extends Error {
  override name = 'RefusedRequestError'
  readonly problem: Problem

  constructor(code: ProblemCode, detail?: Problem['detail']) {
    super(code)
    this.problem = detail ? { code, detail } : { code }
  }
}

/** Sends a refusal as problem details; its status is in the catalogue (shared/problem.ts). */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return send(reply, { code: problem.code, facts: problem.detail })
}

interface Answer {
  code: ProblemCode
  facts?: Problem['detail'] | undefined
  /** For developers; it must hold nothing that a person wrote. */
  text?: string | undefined
}

/** The body of a refusal. */
export function problemBody({ code, facts, text }: Answer): ProblemDetails {
  const words = code.replaceAll('-', ' ')
  return {
    type: code,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    status: problems[code],
    ...(text === undefined ? {} : { detail: text }),
    ...(facts === undefined ? {} : { facts }),
  }
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  const { code, facts } = answer
  reply.problemCode = code
  if (code === 'store-away') void reply.header('retry-after', storeRetrySeconds)
  if (code === 'too-many-requests')
    void reply.header('retry-after', String(facts?.['seconds'] ?? 60))
  // Serialised here, so that the route's own schema does not reshape a problem.
  return reply
    .code(problems[code])
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problemBody(answer))
}

/** Turns every error into one problem of the catalogue. An unexpected error is logged whole and sent without detail. */
export function addProblemDetails(app: FastifyInstance): void {
  app.decorateReply('problemCode', null)
  app.addHook('onRequest', async (_request, reply) => {
    void reply.header(responseMarker, '1')
  })
  addStoreAwayNotes(app)
  app.setErrorHandler((error: FastifyError, request, reply) =>
    send(reply, noteError(app, error, request)),
  )
  app.setNotFoundHandler((request, reply) => answerUnknownAddress(request, reply))
}

/** Logs what the operator has to know of an error and returns the problem that it is for the client. */
export function noteError(
  app: FastifyInstance,
  error: FastifyError,
  { log }: Pick<FastifyRequest, 'log'>,
): Answer {
  const answer = answerTo(error)
  if (answer.code === 'internal-error') log.error({ err: error }, 'unforeseen error')
  else if (answer.code === 'store-away') app.noteStoreAway(error)
  return answer
}

function answerUnknownAddress(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const methods = otherMethods(request.server, request.url)
  if (methods.length === 0) return sendProblem(reply, { code: 'not-found' })
  void reply.header('allow', methods.join(', '))
  return sendProblem(reply, { code: 'method-not-allowed' })
}

const codesOfFastify: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
}

const codesOfStatus: Record<number, ProblemCode> = {
  401: 'sign-in-needed',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
}

function answerTo(error: FastifyError): Answer {
  if (error instanceof RefusedRequestError) {
    return { code: error.problem.code, facts: error.problem.detail }
  }
  if (error.validation) return { code: 'bad-request', text: placeOf(error) }
  if (isUnreadableText(error)) return { code: 'bad-request' }
  const status = error.statusCode ?? 500
  const known = codesOfFastify[error.code] ?? codesOfStatus[status]
  if (known) return { code: known }
  if (status >= 400 && status < 500) return { code: 'bad-request' }
  return { code: isTransient(error) || status === 503 ? 'store-away' : 'internal-error' }
}

/** Where a request breaks its schema: names of fields only, never their values. */
function placeOf({ validation, validationContext }: FastifyError): string {
  const first = validation?.[0]
  return `${validationContext ?? 'request'}${first?.instancePath ?? ''} ${first?.message ?? ''}`.trim()
}
