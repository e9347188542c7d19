import { request } from 'node:http'
import type { SeededRandom } from '../support/seeded-random.ts'

/** What all phones of a soak saw of the network. */
export interface SoakFigures {
  /** Milliseconds of pushes that were answered 200. */
  pushMs: number[]
  /** Answers by status; `lost` for none. */
  answers: Map<string, number>
  /** Bytes of photos handed to the network, again or not. */
  photoBytes: number
}

export const newFigures = (): SoakFigures => ({ pushMs: [], answers: new Map(), photoBytes: 0 })

export interface SoakNetworkOptions {
  origin: string
  cookies: Map<string, string>
  random: SeededRandom
  /** Share of requests that something happens to. */
  faults: number
  figures: SoakFigures
}

/**
 * A phone's `fetch` over real HTTP with its own cookies, through a network that loses requests, loses answers, and cuts photos in the
 * middle, as chance has it.
 */
export function soakFetch(options: SoakNetworkOptions): typeof fetch {
  const { figures, random, faults } = options
  return async (input, init = {}) => {
    const path = input instanceof Request ? input.url : input.toString()
    const isStream = path.startsWith('/api/events')
    const fault = !isStream && random.chance(faults) ? random.pick(['before', 'after', 'cut']) : ''
    const body = await bytesOf(init.body)
    if (fault === 'before') return lost(figures)
    if (init.method === 'PATCH') {
      const sent = fault === 'cut' ? random.below(body.length) : body.length
      figures.photoBytes += sent
      if (fault === 'cut')
        await sendCut(options, { path, init, body: body.subarray(0, sent), whole: body.length })
    }
    if (fault === 'cut') return lost(figures)
    const begin = performance.now()
    const answer = await send(options, { path, init, body })
    if (fault === 'after') return lost(figures)
    const { status } = answer
    figures.answers.set(String(status), (figures.answers.get(String(status)) ?? 0) + 1)
    if (path === '/api/sync/push' && status === 200) figures.pushMs.push(performance.now() - begin)
    return answer
  }
}

function lost({ answers }: SoakFigures): never {
  answers.set('lost', (answers.get('lost') ?? 0) + 1)
  throw new TypeError('Failed to fetch')
}

const bytesOf = async (body: RequestInit['body']): Promise<Uint8Array> =>
  body ? new Uint8Array(await new Response(body).arrayBuffer()) : new Uint8Array()

function headersOf({ cookies }: SoakNetworkOptions, init: RequestInit): Record<string, string> {
  const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
  const own = Object.fromEntries(new Headers(init.headers))
  return { ...own, 'sec-fetch-site': 'same-origin', ...(cookie === '' ? {} : { cookie }) }
}

interface Sent {
  path: string
  init: RequestInit
  body: Uint8Array
}

async function send(options: SoakNetworkOptions, { path, init, body }: Sent): Promise<Response> {
  const answer = await fetch(`${options.origin}${path}`, {
    ...init,
    headers: headersOf(options, init),
    ...(body.length > 0 ? { body: Uint8Array.from(body) } : {}),
  })
  for (const line of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? []
    options.cookies.set(name, value)
  }
  return answer
}

/** The head of the request promises all bytes, and the connection breaks after some. */
function sendCut(
  options: SoakNetworkOptions,
  { path, init, body, whole }: Sent & { whole: number },
): Promise<void> {
  const headers = { ...headersOf(options, init), 'content-length': String(whole) }
  return new Promise((resolve) => {
    const outgoing = request(`${options.origin}${path}`, { method: 'PATCH', agent: false, headers })
    outgoing.on('error', () => undefined)
    outgoing.on('close', resolve)
    outgoing.write(body, () => outgoing.destroy())
  })
}
