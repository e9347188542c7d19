import { hash, verify } from '@node-rs/argon2'
import type { Kysely } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { AccountRole } from '../../../shared/access/roles.ts'
import type { Store } from '../database/database.ts'
import type { Database } from '../database/schema.ts'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane; the package's default algorithm is argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A dummy hash, verified when there is no such account, so that both answers take the same time. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$uKYonxjf2US6uTCjy6peTg$NWKcqYETpDIKN0bs7hzed0JWszJPf92Wcrp3jK1LkjE'

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

export interface NewAccount {
  municipalityId: Uuid
  id: Uuid
  email: string
  name: string
  passwordHash: string
  role: AccountRole
  partyIds: readonly string[]
  efforts: readonly string[]
}

/** Writes an account, its parties and its entry in the directory that sign-in starts from. */
export async function createAccount(db: Kysely<Database>, account: NewAccount): Promise<void> {
  const { municipalityId, id } = account
  const email = account.email.toLowerCase()
  await db
    .insertInto('accounts')
    .values({
      municipality_id: municipalityId,
      id,
      email,
      name: account.name,
      password_hash: account.passwordHash,
      role: account.role,
      efforts: [...account.efforts],
    })
    .execute()
  if (account.partyIds.length > 0) {
    await db
      .insertInto('account_parties')
      .values(
        account.partyIds.map((partyId) => ({
          municipality_id: municipalityId,
          account_id: id,
          party_id: partyId,
        })),
      )
      .execute()
  }
  await db
    .insertInto('account_directory')
    .values({ email, municipality_id: municipalityId, account_id: id })
    .execute()
}

export interface FoundAccount {
  municipalityId: Uuid
  accountId: Uuid
}

/** Returns the account with this e-mail and password; undefined for a wrong password, an unknown or a disabled account alike. */
export async function checkPassword(
  store: Store,
  { email, password }: { email: string; password: string },
): Promise<FoundAccount | undefined> {
  const found = await store.db
    .selectFrom('account_directory as directory')
    .innerJoin('accounts', (join) =>
      join
        .onRef('accounts.municipality_id', '=', 'directory.municipality_id')
        .onRef('accounts.id', '=', 'directory.account_id'),
    )
    .select(['accounts.municipality_id', 'accounts.id', 'password_hash', 'disabled_at'])
    .where('directory.email', '=', email.toLowerCase())
    .executeTakeFirst()
  const isRight = await verify(found?.password_hash ?? nobodysHash, password)
  if (!found || !isRight || found.disabled_at !== null) return undefined
  return { municipalityId: found.municipality_id, accountId: found.id }
}

/** Returns the e-mail of an account, for the session answer. */
export async function readEmail(
  store: Store,
  { municipalityId, accountId }: FoundAccount,
): Promise<string> {
  const row = await store.db
    .selectFrom('accounts')
    .select('email')
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return row.email
}

/** Returns where an account is written to; undefined for a disabled one. */
export async function findActiveEmail(
  db: Kysely<Database>,
  { municipalityId, accountId }: FoundAccount,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select('email')
    .where('municipality_id', '=', municipalityId)
    .where('id', '=', accountId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row?.email
}
