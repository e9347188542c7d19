import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { EmbeddedPostgresError } from './error.ts'

/** The system user that PostgreSQL runs as when it is not this process's own. */
export interface SystemUser {
  name: string
  uid: number
  gid: number
}

/**
 * PostgreSQL refuses to run as root, so as root it runs under a user that every system already has; nothing is created. Returns
 * `null` to run it as the current user.
 */
export function unprivilegedUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const wanted of ['nobody', 'daemon']) {
    const fields = lines.find((line) => line.startsWith(`${wanted}:`))?.split(':')
    const uid = Number(fields?.[2])
    const gid = Number(fields?.[3])
    if (uid > 0 && gid > 0) return { name: wanted, uid, gid }
  }
  throw new EmbeddedPostgresError(
    'The built-in database cannot run as root, and this system has no user "nobody". Start Lygte as another user, or set DATABASE_URL.',
  )
}

/**
 * Returns whether this user may enter every folder above the path and use the path itself (`x` on it, or `r` for a file to read).
 */
export function mayReach(user: SystemUser, path: string, last: 'x' | 'r' = 'x'): boolean {
  const target = resolve(path)
  if (!may(user, target, last)) return false
  for (let folder = dirname(target); ; folder = dirname(folder)) {
    if (!may(user, folder, 'x')) return false
    if (folder === dirname(folder)) return true
  }
}

function may(user: SystemUser, path: string, right: 'x' | 'r'): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return false
  const shift = stat.uid === user.uid ? 6 : stat.gid === user.gid ? 3 : 0
  return ((stat.mode >> shift) & (right === 'x' ? 1 : 4)) !== 0
}
