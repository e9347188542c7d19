import type { FastifyInstance } from 'fastify'
import { sameOrigin } from '../server/build-test-app.ts'

/**
 * What happens to one request: lost on the way, its answer lost after the server has worked, twice at once, lost now and delivered
 * later, a server error before or after the work, a login page, an HTML error page of a proxy, an answer cut in the middle.
 */
export type NetworkFault =
  | 'none'
  | 'lost-before'
  | 'lost-after'
  | 'twice'
  | 'later'
  | 'error-before'
  | 'error-after'
  | 'login-page'
  | 'proxy-page'
  | 'cut'

export const networkFaults: readonly NetworkFault[] = [
  'lost-before',
  'lost-after',
  'twice',
  'later',
  'error-before',
  'error-after',
  'login-page',
  'proxy-page',
  'cut',
]

export interface InProcessApiOptions {
  app: FastifyInstance
  /** A phone's cookie jar. */
  cookies: Map<string, string>
  decide?: (request: { method: string; path: string }) => NetworkFault
}

export interface InProcessApi {
  fetch: typeof fetch
  /** Delivers what a `later` has held back, oldest first, when nobody waits for the answer any more. */
  deliverLate(): Promise<void>
}

/** A `fetch` straight into the real app, with a network that can fail. */
export function inProcessApi(options: InProcessApiOptions): InProcessApi {
  const late: (() => Promise<Response>)[] = []
  const decide = options.decide ?? (() => 'none')
  const faulty = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const path = input instanceof Request ? input.url : input.toString()
    const method = init.method ?? 'GET'
    // Read now: what is delivered late is what was sent then.
    const payload = init.body ? Buffer.from(await new Response(init.body).arrayBuffer()) : undefined
    const deliver = () => inject(options, { method, path, init, payload })
    init.signal?.throwIfAborted()
    const fault = decide({ method, path })
    if (fault === 'later') late.push(deliver)
    return misbehave(fault, deliver)
  }
  return {
    fetch: faulty,
    deliverLate: async () => {
      for (const deliver of late.splice(0)) await deliver()
    },
  }
}

async function misbehave(fault: NetworkFault, deliver: () => Promise<Response>): Promise<Response> {
  switch (fault) {
    case 'none':
      return deliver()
    case 'twice':
      return (await Promise.all([deliver(), deliver()]))[0]
    case 'lost-before':
    case 'later':
      throw new TypeError('Failed to fetch')
    case 'lost-after':
      await deliver()
      throw new TypeError('Failed to fetch')
    case 'error-before':
      return ownError()
    case 'error-after':
      await deliver()
      return ownError()
    case 'login-page':
      return page('<html>Wi-Fi login</html>', 200)
    case 'proxy-page':
      await deliver()
      return page('<html>Bad gateway</html>', 502)
    case 'cut':
      return cut(await deliver())
  }
}

const ownError = () =>
  new Response('{"type":"internal-error"}', {
    status: 500,
    headers: { 'x-lygte': '1', 'content-type': 'application/problem+json' },
  })

const page = (html: string, status: number) =>
  new Response(html, { status, headers: { 'content-type': 'text/html' } })

async function cut(answer: Response): Promise<Response> {
  const text = await answer.text()
  const half = text === '' ? null : text.slice(0, Math.floor(text.length / 2))
  return new Response(half, { status: answer.status, headers: answer.headers })
}

interface Delivery {
  method: string
  path: string
  init: RequestInit
  payload: Buffer | undefined
}

async function inject(
  { app, cookies }: InProcessApiOptions,
  { method, path, init, payload }: Delivery,
): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const answer = await app.inject({
    method: method,
    url: path,
    headers: {
      ...Object.fromEntries(new Headers(init.headers)),
      ...sameOrigin,
      ...(cookie === '' ? {} : { cookie }),
      ...(payload === undefined ? {} : { 'content-length': String(payload.length) }),
    },
    ...(payload === undefined ? {} : { payload }),
  })
  for (const { name, value } of answer.cookies) cookies.set(name, value)
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
  const hasBody = answer.rawPayload.length > 0 && answer.statusCode !== 204 && method !== 'HEAD'
  return new Response(hasBody ? Uint8Array.from(answer.rawPayload) : null, {
    status: answer.statusCode,
    headers: headers as [string, string][],
  })
}
