import { randomInt } from 'node:crypto'
import type { ExpressionBuilder, Kysely } from 'kysely'
import type { WalkRole } from '../../../shared/access/roles.ts'
import type { WalkCode } from '../../../shared/contract/walk-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome, type Problem } from '../../../shared/problem.ts'
import { cleanWalkCode, walkCodeLength } from '../../../shared/walk/walk-code.ts'
import type { Store } from '../database/database.ts'
import type { Database } from '../database/schema.ts'
import { isCodeTaken, saveWalkCode, WalkCodeTakenError } from './membership-store.ts'

interface WalkKey {
  municipalityId: Uuid
  walkId: Uuid
}

/** The open codes of a walk, those of leaders first. */
export const listCodes = (
  db: Kysely<Database>,
  { municipalityId, walkId }: WalkKey,
): Promise<WalkCode[]> =>
  db
    .selectFrom('walk_codes')
    .select(['code', 'role', 'for_one_phone as forOnePhone'])
    .select((column) => column('used_by', 'is not', null).$castTo<boolean>().as('isUsed'))
    .where('municipality_id', '=', municipalityId)
    .where('walk_id', '=', walkId)
    .where('closed_at', 'is', null)
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

export interface AskedCode extends WalkKey {
  role: WalkRole
  /** Absent for a new one. */
  code?: string | undefined
  forOnePhone?: boolean | undefined
}

/** Makes the code that was asked for, or a new one. Refuses `code-length` and `code-taken`. */
export async function makeCode(
  db: Kysely<Database>,
  { code: asked, forOnePhone = false, ...target }: AskedCode,
): Promise<Outcome<WalkCode>> {
  const problem = asked === undefined ? undefined : await problemWithCode(db, asked)
  if (problem) return { ok: false, problem }
  const code = cleanWalkCode(asked ?? newCode())
  try {
    await saveWalkCode(db, { ...target, code, forOnePhone })
    return succeed({ code, role: target.role, forOnePhone, isUsed: false })
  } catch (error) {
    if (!(error instanceof WalkCodeTakenError)) throw error
    return asked === undefined ? makeCode(db, { ...target, forOnePhone }) : refuse('code-taken')
  }
}

/**
 * Makes a code in place of another one, for the same people; who has joined by the old one stays. Both happen or neither. Refuses
 * `not-found` for a code that is closed already, as a second press finds it, and what `makeCode` refuses.
 */
export const replaceCode = (
  store: Store,
  { replaces, code, now, ...walk }: WalkKey & { replaces: string; code?: string; now: Date },
): Promise<Outcome<WalkCode>> =>
  store.db.transaction().execute(async (tx) => {
    const old = await tx
      .selectFrom('walk_codes')
      .select(['code', 'role', 'for_one_phone as forOnePhone'])
      .where((column) => isOpenIn(column, { ...walk, code: replaces }))
      .forUpdate()
      .executeTakeFirst()
    if (!old) return refuse('not-found')
    const made = await makeCode(tx, { ...walk, ...old, code })
    if (made.ok) await closeCode(tx, { ...walk, code: old.code, now })
    return made
  })

/** Returns whether the walk had the code, open. */
export async function closeCode(
  db: Kysely<Database>,
  { now, ...code }: WalkKey & { code: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('walk_codes')
    .set({ closed_at: now })
    .where((column) => isOpenIn(column, code))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

const isOpenIn = (
  column: ExpressionBuilder<Database, 'walk_codes'>,
  { municipalityId, walkId, code }: WalkKey & { code: string },
) =>
  column.and([
    column('municipality_id', '=', municipalityId),
    column('walk_id', '=', walkId),
    column('code', '=', cleanWalkCode(code)),
    column('closed_at', 'is', null),
  ])
