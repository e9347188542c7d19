import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { BoundingBox } from '../../shared/geo.ts'
import { isUuid, makeUuid, type Uuid } from '../../shared/identifiers.ts'
import { limits } from '../../shared/limits.ts'
import { countCharacters } from '../../shared/text/characters.ts'
import { tidyName } from '../../shared/text/display-name.ts'
import { parseBox } from '../http/routes/parse-box.ts'
import type { Store } from '../store/database/database.ts'
import { UsageError } from './usage-error.ts'

export const freshId = (): Uuid => makeUuid(Date.now(), () => randomBytes(16))

export function required(value: string | undefined, name: string): string {
  if (value === undefined || value.trim() === '') throw new UsageError(`--${name} is missing.`)
  return value.trim()
}

/** Returns one line of visible characters; refuses a longer one instead of cutting it. */
export function line(value: string | undefined, name: string): string {
  const text = required(tidyName(value ?? ''), name)
  const [length, most] = [countCharacters(text), limits.placeCharacters]
  if (length <= most) return text
  throw new UsageError(`--${name} has ${length} characters; at most ${most} are kept.`)
}

export function boundsOf(value: string): BoundingBox {
  const box = parseBox(value)
  const isAsTyped = box.ok && box.value.join() === value.split(',').map(Number).join()
  if (isAsTyped && box.value[0] < box.value[2] && box.value[1] < box.value[3]) return box.value
  throw new UsageError('--bounds must be west,south,east,north in degrees.')
}

/** Returns the content of a JSON file that `isRight` accepts; `shape` describes it for the error. Throws `UsageError`. */
export async function readJsonFile<Content>(
  option: { name: string; file: string; shape: string },
  isRight: (content: Content) => boolean,
): Promise<Content> {
  const { name, file, shape } = option
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`--${name} ${file} cannot be read.`)
  })
  try {
    const content = JSON.parse(text) as Content
    if (isRight(content)) return content
  } catch {
    // Falls through to the same sentence.
  }
  throw new UsageError(`--${name} ${file} must be ${shape}.`)
}

export async function findMunicipality(store: Store, nameOrId: string): Promise<string> {
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

export function monthsOf(value: string | undefined, name: string): number {
  const months = Number(value)
  if (Number.isInteger(months) && months > 0 && months <= 1_200) return months
  throw new UsageError(`--${name} must be a whole number above 0.`)
}
