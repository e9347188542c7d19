import type { Transaction } from 'kysely'
import type { Uuid } from '../../../shared/identifiers.ts'
import { isRestrictedCategory } from '../../../shared/observation/categories.ts'
import type { Observation } from '../../../shared/observation/observation.ts'
import type { DomainEvent } from '../../../shared/sync/subject.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { Wish } from '../../../shared/wish/wish.ts'
import type { Database } from '../../store/database/schema.ts'
import { wishesJoinedWith } from '../../store/messages/joined-wishes.ts'
import { accountsOfParties } from '../../store/messages/party-accounts.ts'
import { writeMessages, type NewMessage } from '../../store/messages/write-messages.ts'
import type { BatchState } from '../push/batch-state.ts'
import type { Effect } from '../push/judge-mutations.ts'

/** Returns the e-mails that a batch causes. Who has no address gets none; restricted findings are in no mail. */
export const causedMessages = (
  effects: readonly Effect[],
  { subjects }: Pick<BatchState, 'subjects'>,
): NewMessage[] =>
  effects.flatMap((effect) => {
    const { kind, id } = effect.subject
    const wish = kind === 'wish' ? subjects.get('wish', id) : undefined
    if (wish) return ofWish(wish, effect)
    const finding = kind === 'observation' ? subjects.get('observation', id) : undefined
    return finding ? ofFinding(finding, effect) : []
  })

/** Tells the askers of wishes that were joined with one what was decided on it. Decisions on wishes are few, so this asks on its own. */
export async function writeJoinedAnswers(
  tx: Transaction<Database>,
  effects: readonly Effect[],
  { municipalityId, now }: { municipalityId: Uuid; now: number },
): Promise<void> {
  const decided = effects.filter(
    ({ subject, events }) => subject.kind === 'wish' && events.some(isDecision),
  )
  for (const { subject, mutationId: subjectId, capturedAt: causedAt } of decided) {
    const joined = await wishesJoinedWith(tx, { municipalityId, wishId: subject.id })
    const messages = joined.map((id) => ({
      ...{ kind: 'wish-answer', subjectId, recipient: { kind: 'wish' as const, id }, causedAt },
    }))
    await writeMessages(tx, { municipalityId, now }, messages)
  }
}

/**
 * Invites the parties of walks that are announced and have not begun: the accounts of each party once a walk, also of one that is added later. Plans
 * change seldom, so this asks on its own.
 */
export async function writeInvitations(
  tx: Transaction<Database>,
  effects: readonly Effect[],
  {
    municipalityId,
    now,
    subjects,
  }: Pick<BatchState, 'subjects'> & { municipalityId: Uuid; now: number },
): Promise<void> {
  const walks = new Set(
    effects
      .map(({ subject }) => subject)
      .filter(({ kind }) => kind === 'walk')
      .map(({ id }) => id),
  )
  for (const id of walks) {
    const walk = subjects.get('walk', id)
    if (!walk || !isAhead(walk, now)) continue
    const accounts = await accountsOfParties(tx, municipalityId, walk.parties ?? [])
    const messages = accounts.map((accountId) => ({
      ...{ kind: 'invitation', subjectId: id, walkId: id, causedAt: new Date(now).toISOString() },
      recipient: { kind: 'account' as const, id: accountId },
    }))
    await writeMessages(tx, { municipalityId, now }, messages)
  }
}

const isAhead = ({ phase, isStanding, startedAt, startsAt }: Walk, now: number): boolean =>
  phase === 'open' &&
  !isStanding &&
  startedAt === undefined &&
  startsAt !== null &&
  Date.parse(startsAt) > now

const isDecision = ({ kind }: DomainEvent): boolean =>
  kind === 'wish-accepted' || kind === 'wish-declined'

function ofWish({ id, email }: Wish, { events, mutationId, capturedAt }: Effect): NewMessage[] {
  const [event] = events
  if (!event || email === '') return []
  const rest = { recipient: { kind: 'wish' as const, id }, causedAt: capturedAt }
  // Whoever asks again in other words has had the receipt.
  return event.kind === 'wish-asked'
    ? [{ kind: 'wish-receipt', subjectId: id, ...rest }]
    : [{ kind: 'wish-answer', subjectId: mutationId, ...rest }]
}

const isQuestion = ({ kind, data }: DomainEvent): boolean =>
  kind === 'status-set' && data['status'] === 'needs-info'

function ofFinding(
  finding: Observation,
  { events, mutationId, capturedAt: causedAt }: Effect,
): NewMessage[] {
  if (isRestrictedCategory(finding.category)) return []
  const { id: findingId, walkId, authorClientId, comments } = finding
  const about = { walkId, findingId, causedAt }
  const questions = events.some(isQuestion) && authorClientId !== null
  const answers = events.flatMap(({ data }) =>
    comments.filter(({ id, about: what }) => what === 'question' && id === data['commentId']),
  )
  return [
    ...(questions
      ? [
          {
            ...{ kind: 'question', subjectId: mutationId, ...about },
            recipient: { kind: 'phone' as const, id: authorClientId },
          },
        ]
      : []),
    ...answers.map(({ id: subjectId }) => ({
      ...{ kind: 'answer', subjectId, recipient: { kind: 'asker' as const }, ...about },
    })),
  ]
}
