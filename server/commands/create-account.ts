import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { accountRoles, type AccountRole } from '../../shared/access/roles.ts'
import { countCharacters } from '../../shared/text/characters.ts'
import { createAccount, hashPassword } from '../store/identity/account-store.ts'
import { isForeignKeyViolation, isUniqueViolation, type Store } from '../store/database/database.ts'
import { findMunicipality, freshId, line, required } from './command-options.ts'
import { UsageError } from './usage-error.ts'

interface AccountOptions {
  municipality?: string | undefined
  email?: string | undefined
  name?: string | undefined
  role?: string | undefined
  party: string[]
  effort: string[]
  'password-stdin': boolean
}

/**
 * Creates an account that can sign in at the desk; returns the message for the operator, which is the only place that shows a generated
 * password. Throws `UsageError`.
 */
export async function createAccountCommand(store: Store, options: AccountOptions): Promise<string> {
  const municipalityId = await findMunicipality(
    store,
    required(options.municipality, 'municipality'),
  )
  const email = required(options.email, 'email').toLowerCase()
  const isMadeUp = !options['password-stdin']
  const password = isMadeUp ? randomBytes(15).toString('base64url') : await readPassword()
  const account = {
    id: freshId(),
    municipalityId,
    email,
    name: line(options.name, 'name'),
    role: roleOf(required(options.role, 'role')),
    partyIds: options.party,
    efforts: options.effort,
    passwordHash: await hashPassword(password),
  }
  try {
    await store.db.transaction().execute((tx) => createAccount(tx, account))
  } catch (error) {
    if (isUniqueViolation(error)) throw new UsageError(`${email} has an account already.`)
    if (isForeignKeyViolation(error)) throw new UsageError('One of the parties does not exist.')
    throw error
  }
  return `Account ${email} made.${isMadeUp ? ` Password (shown only now): ${password}` : ''}`
}

function roleOf(role: string): AccountRole {
  const found = accountRoles.find((known) => known === role)
  if (found) return found
  throw new UsageError(`--role must be one of ${accountRoles.join(', ')}.`)
}

/** Shortest password an account may have; NIST SP 800-63B-4 asks for 15 where it is the only factor. */
const shortestPassword = 15

async function readPassword(): Promise<string> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (countCharacters(password) >= shortestPassword) return password
  throw new UsageError(`The password must have at least ${shortestPassword} characters.`)
}
