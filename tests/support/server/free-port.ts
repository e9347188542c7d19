import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** A port for servers that come back at the same address, because phones know only one. */
export async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return String(port)
}
