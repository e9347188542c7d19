import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MetricsAddress } from '../config.ts'
import type { ServerMetrics } from '../http/plugins/metrics.ts'

export interface MetricsPage {
  port: number
  close(): Promise<void>
}

type Numbers = Pick<ServerMetrics, 'page' | 'contentType'>

/**
 * Serves `GET /metrics` for Prometheus on a port of its own, which the public proxy does not know; nothing else is served there.
 * With a token, requests without it are rejected (401). Throws what `listen` throws.
 */
export async function openMetricsPage(
  numbers: Numbers,
  { port, host, token }: MetricsAddress,
): Promise<MetricsPage> {
  const server = createServer((request, response) => {
    answer(numbers, { request, response, token }).catch(() => response.destroy())
  })
  // A scraper may keep its connection open; it must not delay a shutdown.
  server.keepAliveTimeout = 1_000
  server.headersTimeout = 5_000
  server.requestTimeout = 10_000
  server.listen(port, host)
  await once(server, 'listening')
  const close = async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return { port: (server.address() as AddressInfo).port, close }
}

interface Asked {
  request: IncomingMessage
  response: ServerResponse
  token: string | null
}

async function answer(numbers: Numbers, { request, response, token }: Asked): Promise<void> {
  request.resume()
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  if (!isAllowed(request, token)) {
    response.writeHead(401, { 'www-authenticate': 'Bearer' }).end()
  } else if (request.url !== '/metrics') {
    response.writeHead(404).end()
  } else if (request.method !== 'GET') {
    response.writeHead(405, { allow: 'GET' }).end()
  } else {
    const page = await numbers.page()
    response.writeHead(200, { 'content-type': numbers.contentType }).end(page)
  }
}

/** Hashes are compared: texts of different length would end the comparison early. */
function isAllowed({ headers }: IncomingMessage, token: string | null): boolean {
  if (token === null) return true
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(headers.authorization ?? ''), hash(`Bearer ${token}`))
}
