import type { Uuid } from '../../../shared/identifiers.ts'
import type { ObservedFactors } from '../../../shared/rating/observed.ts'
import type { AnswerMoment } from '../../../shared/rating/rating.ts'
import type { Weather } from '../../../shared/walk/place-kinds.ts'
import type { ReadTransaction } from '../database/phone-database.ts'
import { argsOf, concernsObservation, problemOf, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { entriesOf } from '../outbox/outbox-reads.ts'
import type { PhoneContext } from '../phone/phone-context.ts'
import type { DeliveryStatus } from '../pins/delivery-status.ts'
import { readRespondent } from '../walks/walk-respondent.ts'
import { deliveryOf } from './answer-delivery.ts'
import type {
  AreaAnswers,
  LeaderAct,
  OwnAnswer,
  StopAnswers,
  WalkAnswers,
} from './answer-storage.ts'

/** Reads by stop, so that a thousand waiting pins cost nothing. */
export async function readAnswers(context: PhoneContext, walkId: Uuid): Promise<WalkAnswers> {
  const { kind, entries } = await context.outbox.read(
    ['mutation', 'identity'],
    async (transaction) => {
      const respondent = await readRespondent(transaction, walkId)
      const entities = [walkId, ...(respondent?.stopIds ?? [])]
      return {
        kind: respondent?.kind ?? null,
        entries: await entriesAbout(transaction, entities),
      }
    },
  )
  const own = shownOf(entries.filter(({ space }) => space === walkId))
  const { status } = context.delivery
  return { respondentKind: kind, own: own.flatMap((entry) => answerOf(entry, status) ?? []) }
}

async function entriesAbout(
  transaction: ReadTransaction,
  entities: readonly Uuid[],
): Promise<OutboxEntry[]> {
  const lists = await Promise.all(entities.map((entity) => entriesOf(transaction, entity)))
  const entries = lists.flat().filter((entry) => !concernsObservation(entry))
  return entries.sort((a, b) => b.clientSeq - a.clientSeq)
}

/** The newest of each thing, and what was refused. A refused answer does not count, so an earlier one of the same thing still does. */
function shownOf(entries: readonly OutboxEntry[]): OutboxEntry[] {
  const seen = new Set<string>()
  return entries.filter((entry) => {
    if (entry.state === 'replaced') return false
    if (entry.state === 'refused') return true
    const { moment = '', lineId = '' } = argsOf(entry) as Args
    const thing = `${entry.entity} ${entry.name} ${moment}${lineId}`
    if (seen.has(thing)) return false
    seen.add(thing)
    return true
  })
}

type Args = StopAnswers &
  AreaAnswers & {
    stopId?: Uuid
    moment?: AnswerMoment
    weather?: Weather
    factors?: ObservedFactors
    lineId?: Uuid
    line?: string
    findings?: readonly Uuid[]
  }

type LeadersPress = Exclude<LeaderAct, 'start' | 'close' | 'plan' | 'open'>

/** Work of a newer app that was rolled back is counted by the pill, and has no words here. */
function answerOf(entry: OutboxEntry, status: DeliveryStatus): OwnAnswer | undefined {
  const { feeling, alone, reasons, isSkipped, ...args } = argsOf(entry) as Args
  const { dark, day, avoids, trust, stopId, moment, weather, factors, findings, lineId, line } =
    args
  const work = {
    id: entry.id,
    delivery: deliveryOf(entry, status),
    problem: problemOf(entry),
    receivedAt: entry.settledAt,
  }
  switch (entry.name) {
    case 'stop-rating.set': {
      const answers = { feeling, alone, reasons, isSkipped }
      return stopId ? { ...work, kind: 'stop', stopId, answers } : undefined
    }
    case 'walk-answers.set':
      return moment
        ? { ...work, kind: 'area', moment, answers: { dark, day, avoids, trust } }
        : undefined
    case 'stop-observed.set':
      return stopId && factors ? { ...work, kind: 'observed', stopId, factors } : undefined
    case 'walk.start':
      return { ...work, kind: 'start' }
    case 'walk.close':
      return { ...work, kind: 'close' }
    case 'walk-vote.set':
      return findings ? { ...work, kind: 'vote', findings } : undefined
    case 'walk.edit':
      return { ...work, kind: 'plan' }
    case 'walk.open':
      return { ...work, kind: 'open' }
    case 'walk.set-top':
    case 'walk.replace-top':
    case 'walk.open-vote':
    case 'walk.close-vote':
    case 'walk.approve-list':
    case 'walk.reopen-list':
      return { ...work, kind: entry.name.slice('walk.'.length) as LeadersPress }
    case 'walk.set-weather':
      return weather ? { ...work, kind: 'weather', weather } : undefined
    case 'walk.say':
      return lineId !== undefined && line !== undefined
        ? { ...work, kind: 'said', lineId, line, at: entry.capturedAt }
        : undefined
    default:
      return undefined
  }
}
