import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { countCharacters } from '../../shared/text/characters.ts'
import { tidyName } from '../../shared/text/display-name.ts'
import type { BoundingBox } from '../../shared/geo.ts'
import { limits } from '../../shared/limits.ts'
import { isUuid, makeUuid } from '../../shared/identifiers.ts'
import type { Party } from '../../shared/municipality/party.ts'
import { accountRoles, type AccountRole } from '../../shared/access/roles.ts'
import { parseBox } from '../http/routes/parse-box.ts'
import { createAccount, hashPassword } from '../store/identity/account-store.ts'
import { isForeignKeyViolation, isUniqueViolation, type Store } from '../store/database/database.ts'
import { createMunicipality } from '../store/walks/municipality-setup.ts'
import { saveWalk } from '../store/walks/walk-store.ts'
import { UsageError } from './usage-error.ts'

const freshId = () => makeUuid(Date.now(), () => randomBytes(16))

function required(value: string | undefined, name: string): string {
  if (value === undefined || value.trim() === '') throw new UsageError(`--${name} is missing.`)
  return value.trim()
}

/** One line of visible characters, told instead of cut when it is too long. */
function line(value: string | undefined, name: string): string {
  const text = required(tidyName(value ?? ''), name)
  const [length, most] = [countCharacters(text), limits.placeCharacters]
  if (length <= most) return text
  throw new UsageError(`--${name} has ${length} characters; at most ${most} are kept.`)
}

interface MunicipalityOptions {
  name?: string | undefined
  bounds?: string | undefined
  controller?: string | undefined
  contact?: string | undefined
  parties?: string | undefined
  'retention-months': string
  'time-zone': string
}

/** Makes a municipality with its parties and its standing walk; answers what to tell. Throws `UsageError`. */
export async function createMunicipalityCommand(
  store: Store,
  options: MunicipalityOptions,
): Promise<string> {
  const id = freshId()
  const name = line(options.name, 'name')
  const bounds = boundsOf(required(options.bounds, 'bounds'))
  const parties = options.parties === undefined ? [] : await readParties(options.parties)
  const privacy = {
    controller: line(options.controller, 'controller'),
    contact: line(options.contact, 'contact'),
    retentionMonths: monthsOf(options['retention-months']),
  }
  const timeZone = timeZoneOf(options['time-zone'])
  const emergency = { lifeAtRisk: '112', police: '114' }
  await store.db.transaction().execute(async (tx) => {
    await createMunicipality(tx, { id, name, timeZone, bounds, parties, privacy, emergency })
    await saveWalk(tx, id, standingWalk(bounds))
  })
  return `Municipality ${name} has the id ${id}, ${parties.length} parties and its standing walk.`
}

/** For pins outside walks; each municipality has one (sync.md §0.3). */
const standingWalk = (area: BoundingBox) => ({
  id: freshId(),
  title: 'Løbende observationer',
  startsAt: null,
  endsAt: null,
  phase: 'open' as const,
  isStanding: true,
  meetingPlace: null,
  area,
  route: [],
  stops: [],
})

function boundsOf(value: string): BoundingBox {
  const box = parseBox(value)
  const isAsTyped = box.ok && box.value.join() === value.split(',').map(Number).join()
  if (isAsTyped && box.value[0] < box.value[2] && box.value[1] < box.value[3]) return box.value
  throw new UsageError('--bounds must be west,south,east,north in degrees.')
}

function monthsOf(value: string): number {
  const months = Number(value)
  if (Number.isInteger(months) && months > 0) return months
  throw new UsageError('--retention-months must be a whole number above 0.')
}

function timeZoneOf(value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone
  } catch {
    throw new UsageError(`--time-zone ${value} is not known.`)
  }
}

async function readParties(file: string): Promise<Party[]> {
  const content = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`--parties ${file} cannot be read.`)
  })
  try {
    const parties = JSON.parse(content) as Party[]
    const isRight = parties.every(
      ({ id, name, functions }) => isPartyId(id) && isPartyName(name) && Array.isArray(functions),
    )
    if (isRight) return parties.map((party) => ({ ...party, name: tidyName(party.name) }))
  } catch {
    // Falls through to the same sentence.
  }
  throw new UsageError(
    `--parties ${file} must be a JSON list of {"id", "name", "functions"}; an id has at most 80 characters, a name ${limits.placeCharacters}.`,
  )
}

/** Code points, as the database counts them. */
const isPartyId = (id: string) => id !== '' && [...id].length <= 80
const isPartyName = (name: string) =>
  tidyName(name) !== '' && countCharacters(name) <= limits.placeCharacters

interface AccountOptions {
  municipality?: string | undefined
  email?: string | undefined
  name?: string | undefined
  role?: string | undefined
  party: string[]
  effort: string[]
  'password-stdin': boolean
}

/** Makes an account that can sign in at the desk; answers what to tell, a made-up password once. Throws `UsageError`. */
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

async function findMunicipality(store: Store, nameOrId: string): Promise<string> {
  const found = await store.db
    .selectFrom('municipalities')
    .select('id')
    .where(isUuid(nameOrId) ? 'id' : 'name', 'in', [nameOrId, tidyName(nameOrId)])
    .execute()
  const [first, ...others] = found
  if (!first) throw new UsageError(`There is no municipality ${nameOrId}.`)
  if (others.length > 0) throw new UsageError(`Several are called ${nameOrId}: give the id.`)
  return first.id
}

/** Shortest password an account may have; NIST SP 800-63B-4 asks for 15 where it is the only factor. */
const shortestPassword = 15

async function readPassword(): Promise<string> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '')
  if (countCharacters(password) >= shortestPassword) return password
  throw new UsageError(`The password must have at least ${shortestPassword} characters.`)
}
