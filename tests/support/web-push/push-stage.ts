import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Received {
  /** Of the endpoint. */
  path: string
  headers: IncomingHttpHeaders
  body: Uint8Array
}

/** A push service on this machine. */
export interface PushStage {
  origin: string
  received: Received[]
  /** How it answers from now on; `silence`: not at all. */
  answer: number | 'silence'
  close(): Promise<void>
}

export async function openPushStage(): Promise<PushStage> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { url: path = '', headers } = request
      stage.received.push({ path, headers, body: Buffer.concat(chunks) })
      if (stage.answer === 'silence') return
      response.writeHead(stage.answer, stage.answer === 302 ? { location: '/elsewhere' } : {}).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stage: PushStage = {
    origin: `http://127.0.0.1:${String(port)}`,
    received: [],
    answer: 201,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
  return stage
}
