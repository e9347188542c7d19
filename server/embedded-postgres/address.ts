import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { DatabaseAddress } from '../store/database/database.ts'
import { clusterDatabase, clusterOwner } from './cluster.ts'
import type { Place } from './place.ts'

export type ClusterAddress = DatabaseAddress & { port: number }

/**
 * Returns the address of the database of this place, the same at every start: its Unix socket, or a loopback port with a password.
 */
export async function addressOf(place: Place): Promise<ClusterAddress> {
  const base = { user: clusterOwner, database: clusterDatabase }
  if (place.socketFolder !== null) return { ...base, host: place.socketFolder, port: 5432 }
  const file = join(place.folder, 'loopback.json')
  if (!existsSync(file)) {
    const made = { port: await freePort(), password: randomBytes(24).toString('base64url') }
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 })
  }
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { port: number; password: string }
  return { ...base, host: '127.0.0.1', ...kept }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
