import { maySee } from '../../access/permissions.ts'
import type { DeviceActor, FollowUpPart } from '../../access/roles.ts'
import type { Uuid } from '../../identifiers.ts'
import { refuse, succeed, type Outcome } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import { isCalendarDay } from '../../timestamps.ts'
import { checkText } from '../check-text.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import type { ObservationStatus } from '../observation-status.ts'
import { audienceOf, flagIfWithdrawn, type Observation } from '../observation.ts'
import { verificationOn, type Verdict, type Verification, type VerifiedBy } from './verification.ts'

type VerifyArgs = ObservationArgs<'observation.verify@1'>
type Standing = Pick<Observation, 'status' | 'answer'>

const partOf = ({ actor }: WalkContext, { followUpId }: VerifyArgs): FollowUpPart | undefined =>
  actor.kind === 'device' ? actor.followUps?.find(({ walkId }) => walkId === followUpId) : undefined

/** Whoever takes part in a follow-up walk of the walk, and only of findings that are open to all: the list there is everybody's. */
export function authoriseVerifying(
  current: Observation,
  args: VerifyArgs,
  context: WalkContext,
): Outcome<never> | undefined {
  const audience = audienceOf(current)
  const isOpen = maySee(context.actor, audience) && !audience.isRestricted
  return isOpen && partOf(context, args) ? undefined : refuse('not-allowed')
}

/**
 * The last verdict of a follow-up walk stands. It moves what is called done and nothing else: confirmed makes it `verified`, not solved makes it
 * `reopened`. What arrives after a withdrawal, a link or the end of the walk is kept.
 */
export function verify(
  current: Observation,
  args: VerifyArgs,
  context: WalkContext,
): Outcome<Effects> {
  const remark = checkText(args.remark)
  if (!remark.ok) return remark
  if (!isCalendarDay(args.on)) return refuse('needs-date')
  const said = saidBy(args, remark.value.trim(), context)
  const { followUpId } = args
  const earlier = verificationOn(current, followUpId)
  const known = current.verifiedBy?.find((one) => one.followUpId === followUpId)
  const { clientId } = context.actor as DeviceActor
  if (earlier && known?.clientId === clientId && isSame(earlier, said)) return succeed([])
  const from = standingBefore(current, earlier, known)
  const status = statusAfter(from.status, said.verdict)
  const hasMoved = status !== from.status
  const observation: Observation = {
    ...current,
    ...{ status, answer: hasMoved ? answerOf(said, status) : from.answer },
    verifications: replaced(current.verifications, said),
    verifiedBy: replaced(current.verifiedBy, {
      ...{ followUpId, clientId },
      ...(hasMoved ? { before: from } : {}),
    }),
    updatedAt: context.receivedAt,
  }
  return changed('observation', observation, {
    kind: 'verified-on-site',
    data: eventData(current, observation, said),
  })
}

function saidBy(args: VerifyArgs, remark: string, context: WalkContext): Verification {
  const { role, isOver } = partOf(context, args) as FollowUpPart
  const { followUpId, verdict, on } = args
  const late = isOver ? { isLate: true as const } : {}
  return { followUpId, verdict, remark, on, at: context.now, byRole: role, ...late }
}

const isSame = (earlier: Verification, said: Verification): boolean =>
  earlier.verdict === said.verdict && earlier.remark === said.remark

/** Another verdict starts from what the earlier one had moved, unless somebody has decided since. */
function standingBefore(
  { status, answer }: Standing,
  earlier: Verification | undefined,
  known: VerifiedBy | undefined,
): Standing {
  const before = known?.before
  if (!earlier || !before) return { status, answer }
  const isUntouched =
    status === statusAfter(before.status, earlier.verdict) && answer?.at === earlier.at
  return isUntouched ? before : { status, answer }
}

function statusAfter(from: ObservationStatus, verdict: Verdict): ObservationStatus {
  if (verdict === 'confirmed' && from === 'done') return 'verified'
  if (verdict === 'not-solved' && (from === 'done' || from === 'verified')) return 'reopened'
  return from
}

/** A walker is not named to the others (domain.md §13.10). */
const answerOf = (
  { remark: text, on, at, byRole }: Verification,
  status: ObservationStatus,
): Observation['answer'] => ({ status, text, on, at, by: '', byRole })

/** One for each follow-up walk, the newest last. */
const replaced = <One extends { followUpId: Uuid }>(
  known: readonly One[] = [],
  said: One,
): readonly One[] => [...known.filter(({ followUpId }) => followUpId !== said.followUpId), said]

/** `status` stands only where it changed. */
function eventData(
  before: Observation,
  after: Observation,
  { followUpId, verdict, remark, on, isLate }: Verification,
): Record<string, unknown> {
  return {
    ...{ verdict, followUpId, on },
    ...(before.status === after.status ? {} : { from: before.status, status: after.status }),
    ...(remark === '' ? {} : { text: remark }),
    ...(isLate ? { late: true } : {}),
    ...flagIfWithdrawn(before),
  }
}
