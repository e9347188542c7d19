import { isUuid } from '../../shared/identifiers.ts'
import { readWalkCode } from '../../shared/walk/walk-code.ts'
import type { Store } from '../store/database/database.ts'
import { phonesOfCode, revokePhone, type WalkPhone } from '../store/identity/lost-phones.ts'
import { UsageError } from './usage-error.ts'

/** Lists the phones of the walk that a code leads to, last used first, so that the operator can find a lost one. */
export async function listPhonesCommand(store: Store, args: readonly string[]): Promise<string> {
  const [code, ...more] = args
  if (code === undefined || more.length > 0)
    throw new UsageError('list-phones needs one walk code.')
  const phones = await phonesOfCode(store, readWalkCode(code))
  if (!phones) throw new UsageError('There is no such walk code.')
  return phones.length === 0 ? 'Nobody has joined this walk.' : phones.map(lineOf).join('\n')
}

const lineOf = ({ clientId, role, displayName, lastSeenAt, isRevoked }: WalkPhone): string =>
  [
    clientId,
    role.padEnd(8),
    lastSeenAt.toISOString(),
    displayName ?? '–',
    ...(isRevoked ? ['(revoked)'] : []),
  ].join('  ')

/** Ends every session of a phone; its own key opens none after that (docs/adr/0008-device-keys.md). */
export async function revokePhoneCommand(store: Store, args: readonly string[]): Promise<string> {
  const [clientId, ...more] = args
  if (clientId === undefined || !isUuid(clientId) || more.length > 0) {
    throw new UsageError('revoke-phone needs one phone id, as list-phones shows it.')
  }
  const count = await revokePhone(store, { clientId, now: new Date() })
  return count === 0
    ? 'There is no open session of this phone.'
    : 'The phone is shut out. What it had not sent stays on it.'
}
