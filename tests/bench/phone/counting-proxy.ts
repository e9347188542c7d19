import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface CountingProxy {
  origin: string
  /** Bytes of TCP payload so far, headers too: what a phone sends, and what it receives. TLS would add a few per cent. */
  bytes: { up: number; down: number }
  close: () => Promise<void>
}

/** Stands between one browser and a server on loopback and counts what passes, in both directions. */
export async function startCountingProxy(targetOrigin: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(targetOrigin)
  const bytes = { up: 0, down: 0 }
  const sockets = new Set<Socket>()
  const server = createServer((incoming) => {
    const outgoing = connect(Number(port), hostname)
    incoming.on('data', (chunk) => (bytes.up += chunk.length))
    outgoing.on('data', (chunk) => (bytes.down += chunk.length))
    incoming.pipe(outgoing)
    outgoing.pipe(incoming)
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => {
        incoming.destroy()
        outgoing.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${String((server.address() as AddressInfo).port)}`,
    bytes,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
