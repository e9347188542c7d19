import { maySee } from '../../access/permissions.ts'
import type { FollowUpPart } from '../../access/roles.ts'
import { refuse, succeed, type Outcome } from '../../problem.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changed, type Effects } from '../../sync/subject.ts'
import { isCalendarDay } from '../../timestamps.ts'
import { checkText } from '../check-text.ts'
import type { ObservationArgs } from '../mutation-schemas.ts'
import type { ObservationStatus } from '../observation-status.ts'
import { audienceOf, flagIfWithdrawn, type Observation } from '../observation.ts'
import { verificationOn, type Verdict, type Verification } from './verification.ts'

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
  const earlier = verificationOn(current, args.followUpId)
  if (earlier && isSame(earlier, said)) return succeed([])
  const from = standingBefore(current, earlier)
  const status = statusAfter(from.status, said.verdict)
  const hasMoved = status !== from.status
  const answer = hasMoved ? answerOf(said, status) : from.answer
  const verification = hasMoved ? { ...said, before: from } : said
  const observation: Observation = {
    ...current,
    ...{ status, answer },
    verifications: replaced(current.verifications ?? [], verification),
    updatedAt: context.receivedAt,
  }
  return changed('observation', observation, {
    kind: 'verified-on-site',
    data: eventData(current, observation, said),
  })
}

function saidBy(args: VerifyArgs, remark: string, context: WalkContext): Verification {
  const { role, isOver } = partOf(context, args) as FollowUpPart
  const { actor, now: at } = context
  const { followUpId, verdict, on } = args
  const clientId = actor.kind === 'device' ? { clientId: actor.clientId } : {}
  const late = isOver ? { isLate: true as const } : {}
  return { followUpId, verdict, remark, on, at, byRole: role, ...late, ...clientId }
}

/** The same phone says the same again. */
const isSame = (earlier: Verification, said: Verification): boolean =>
  earlier.clientId === said.clientId &&
  earlier.verdict === said.verdict &&
  earlier.remark === said.remark

/** Another verdict starts from what the earlier one had moved, unless somebody has decided since. */
function standingBefore(current: Observation, earlier: Verification | undefined): Standing {
  const { status, answer } = current
  const { before } = earlier ?? {}
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

const replaced = (known: readonly Verification[], said: Verification): readonly Verification[] => [
  ...known.filter(({ followUpId }) => followUpId !== said.followUpId),
  said,
]

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
