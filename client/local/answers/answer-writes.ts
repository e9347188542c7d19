import { makeUuid, type Uuid } from '../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../shared/problem.ts'
import type { ObservedFactors } from '../../../shared/rating/observed.ts'
import type { AnswerMoment, RespondentKind } from '../../../shared/rating/rating.ts'
import type { Weather } from '../../../shared/walk/place-kinds.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import type { PhoneMutationName } from '../outbox/mutation-schemas.ts'
import { supersede } from '../outbox/outbox-answers.ts'
import { argsOf, isWaiting, knownName, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf } from '../outbox/outbox-reads.ts'
import { appendEntry, rewriteArgs, type NewWork } from '../outbox/outbox-writes.ts'
import { captureStamp, writeWork, type PhoneContext } from '../phone/phone-context.ts'
import { makeId } from '../phone/phone-environment.ts'
import { newRespondent, readRespondent, writeRespondent } from '../walks/walk-respondent.ts'
import type { AreaAnswers, StopAnswers } from './answer-storage.ts'

export async function setKind(
  context: PhoneContext,
  walkId: Uuid,
  kind: RespondentKind,
): Promise<void> {
  const fresh = newRespondent(context.environment)
  await context.outbox.write(['identity'], async (transaction) => {
    const known = (await readRespondent(transaction, walkId)) ?? fresh
    await writeRespondent(transaction, walkId, { ...known, kind })
  })
  context.notices.publish({ kind: 'walks' })
}

export function rateStop(
  context: PhoneContext,
  { walkId, stopId }: { walkId: Uuid; stopId: Uuid },
  answers: StopAnswers,
): Promise<Outcome<void>> {
  const [stamp, fresh] = [captureStamp(context), newRespondent(context.environment)]
  const ratingId = makeId(context.environment)
  const reasons = [...answers.reasons]
  return writeWork({ context, entity: stopId }, async (transaction) => {
    const respondent = (await readRespondent(transaction, walkId)) ?? fresh
    const stopIds = [...new Set([...respondent.stopIds, stopId])]
    await writeRespondent(transaction, walkId, { ...respondent, stopIds })
    const who = { respondent: respondent.id, respondentKind: respondent.kind ?? 'unknown' }
    const args = { ratingId, walkId, stopId, ...who, ...answers, reasons }
    return replaceNewest(transaction, { name: 'stop-rating.set@1', args, space: walkId, stamp })
  })
}

/** Without a time in its id, as that of a respondent. */
export function observeStop(
  context: PhoneContext,
  { walkId, stopId }: { walkId: Uuid; stopId: Uuid },
  factors: ObservedFactors,
): Promise<Outcome<void>> {
  const [stamp, fresh] = [captureStamp(context), newRespondent(context.environment)]
  const observedId = makeId(context.environment)
  const newObserver = makeUuid(0, context.environment.randomBytes)
  return writeWork({ context, entity: stopId }, async (transaction) => {
    const known = (await readRespondent(transaction, walkId)) ?? fresh
    const observer = known.observer ?? newObserver
    const stopIds = [...new Set([...known.stopIds, stopId])]
    await writeRespondent(transaction, walkId, { ...known, observer, stopIds })
    const args = { observedId, walkId, stopId, observer, factors }
    return replaceNewest(transaction, { name: 'stop-observed.set@1', args, space: walkId, stamp })
  })
}

export function answerArea(
  context: PhoneContext,
  { walkId, moment }: { walkId: Uuid; moment: AnswerMoment },
  answers: AreaAnswers,
): Promise<Outcome<void>> {
  const [stamp, fresh] = [captureStamp(context), newRespondent(context.environment)]
  const answersId = makeId(context.environment)
  return writeWork({ context, entity: walkId }, async (transaction) => {
    const respondent = (await readRespondent(transaction, walkId)) ?? fresh
    await writeRespondent(transaction, walkId, respondent)
    const who = { respondent: respondent.id, respondentKind: respondent.kind ?? 'unknown' }
    const args = { answersId, walkId, moment, ...who, ...answers }
    return replaceNewest(transaction, { name: 'walk-answers.set@1', args, space: walkId, stamp })
  })
}

/** Pressing twice sends it once. */
export function leadWalk(
  context: PhoneContext,
  walkId: Uuid,
  name: 'walk.start@1' | 'walk.close@1',
): Promise<Outcome<void>> {
  const stamp = captureStamp(context)
  return writeWork({ context, entity: walkId }, async (transaction) => {
    const same = (await entriesOf(transaction, walkId)).filter((one) => knownName(one) === name)
    if (same.some(isWaiting)) return succeed(undefined)
    await supersede(transaction, same)
    return appended(transaction, { name, args: { walkId }, space: walkId, stamp })
  })
}

/** Saying it again corrects it. */
export function setWeather(
  context: PhoneContext,
  walkId: Uuid,
  weather: Weather,
): Promise<Outcome<void>> {
  const stamp = captureStamp(context)
  const args = { walkId, weather }
  return writeWork({ context, entity: walkId }, (transaction) =>
    replaceNewest(transaction, { name: 'walk.set-weather@1', args, space: walkId, stamp }),
  )
}

export async function sayLine(
  context: PhoneContext,
  walkId: Uuid,
  line: string,
): Promise<Outcome<void>> {
  if (line.trim() === '') return refuse('needs-text')
  const stamp = captureStamp(context)
  const args = { walkId, lineId: makeId(context.environment), line: line.trim() }
  return writeWork({ context, entity: walkId }, (transaction) =>
    appended(transaction, { name: 'walk.say@1', args, space: walkId, stamp }),
  )
}

type AnswerName =
  'stop-rating.set@1' | 'walk-answers.set@1' | 'stop-observed.set@1' | 'walk.set-weather@1'

/** An answer that was never sent is rewritten; anything that was tried once is frozen, and the new answer follows it (sync.md §2.2). */
async function replaceNewest<N extends AnswerName>(
  transaction: WriteTransaction,
  work: NewWork<N>,
): Promise<Outcome<void>> {
  const same = (await entriesOf(transaction, entityOf(work))).filter((one) => isSame(one, work))
  const open = same.find(({ state }) => state === 'queued')
  if (open) return rewriteArgs(transaction, open, work.args)
  await supersede(transaction, same)
  return appended(transaction, work)
}

const entityOf = ({ args }: { args: { stopId?: Uuid; walkId: Uuid } }): Uuid =>
  args.stopId ?? args.walkId

/** A stop may be part of several walks, and a walk has answers of two moments. */
function isSame(
  entry: OutboxEntry,
  { name, space, args }: { name: AnswerName; space: Uuid; args: object },
): boolean {
  if (entry.space !== space || knownName(entry) !== name) return false
  return momentIn(argsOf(entry) as object) === momentIn(args)
}

const momentIn = (args: { moment?: AnswerMoment }): AnswerMoment | undefined => args.moment

async function appended<N extends PhoneMutationName>(
  transaction: WriteTransaction,
  work: NewWork<N>,
): Promise<Outcome<void>> {
  const entry = await appendEntry(transaction, work)
  return entry.ok ? succeed(undefined) : entry
}
