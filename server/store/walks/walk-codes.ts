import { randomInt } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { WalkRole } from '../../../shared/access/roles.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome, type Problem } from '../../../shared/problem.ts'
import { cleanWalkCode, walkCodeLength } from '../../../shared/walk/walk-code.ts'
import type { Database } from '../database/schema.ts'
import { isCodeTaken, saveWalkCode, WalkCodeTakenError } from './membership-store.ts'

interface WalkKey {
  municipalityId: Uuid
  walkId: Uuid
}

/** The codes that open a walk, those of leaders first. */
export const listCodes = (
  db: Kysely<Database>,
  { municipalityId, walkId }: WalkKey,
): Promise<{ code: string; role: WalkRole }[]> =>
  db
    .selectFrom('walk_codes')
    .select(['code', 'role'])
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .orderBy('role')
    .orderBy('code')
    .execute()

/** Without letters and digits that are taken for others when they are read aloud or from paper. */
const codeLetters = 'BCDEFGHJKMNPRSTUVWXYZ2346789'
const newCode = (): string =>
  Array.from({ length: 6 }, () => codeLetters[randomInt(codeLetters.length)]).join('')

/** Returns why a walk cannot have this code: `code-length` or `code-taken`. */
export async function problemWithCode(
  db: Kysely<Database>,
  code: string,
): Promise<Problem | undefined> {
  const { length } = cleanWalkCode(code)
  if (length < walkCodeLength.min || length > walkCodeLength.max) {
    return { code: 'code-length', detail: walkCodeLength }
  }
  return (await isCodeTaken(db, code)) ? { code: 'code-taken' } : undefined
}

/** Makes the code that was asked for, or a new one. Refuses `code-length` and `code-taken`. */
export async function makeCode(
  db: Kysely<Database>,
  { code: asked, ...target }: WalkKey & { role: WalkRole; code?: string | undefined },
): Promise<Outcome<{ code: string; role: WalkRole }>> {
  const problem = asked === undefined ? undefined : await problemWithCode(db, asked)
  if (problem) return { ok: false, problem }
  const code = cleanWalkCode(asked ?? newCode())
  try {
    await saveWalkCode(db, { ...target, code })
    return succeed({ code, role: target.role })
  } catch (error) {
    if (!(error instanceof WalkCodeTakenError)) throw error
    return asked === undefined ? makeCode(db, target) : refuse('code-taken')
  }
}

/** Returns whether the walk had the code. */
export async function closeCode(
  db: Kysely<Database>,
  { municipalityId, walkId, code }: WalkKey & { code: string },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('walk_codes')
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('code', '=', cleanWalkCode(code))
    .executeTakeFirst()
  return numDeletedRows > 0n
}
