import { applyEntry } from '../sync/apply-mutation.ts'
import type { WalkContext } from '../sync/mutation-context.ts'
import { changing, making, type MutationEntry } from '../sync/mutation-entry.ts'
import type { Effects } from '../sync/subject.ts'
import type { Outcome } from '../problem.ts'
import { maySee } from '../access/permissions.ts'
import type { Actor } from '../access/roles.ts'
import { authoriseCreate, authoriseEdit, create, edit } from './apply-capture.ts'
import { authoriseComment, comment } from './apply-comment.ts'
import { announcePhoto, authoriseAnnouncement } from './apply-photo.ts'
import * as withdrawal from './apply-withdrawal.ts'
import { captureSchemas as schemas, type CaptureMutation } from './mutation-schemas.ts'
import { audienceOf, type Observation } from './observation.ts'

/** Of every mutation of an observation. */
export const onObservation = {
  subject: 'observation',
  space: 'walk',
  target: ({ observationId }: { observationId: string }) => observationId,
  isVisible: (current: Observation, actor: Actor) => maySee(actor, audienceOf(current)),
} as const

/** What phones make, and the desk too; phones load no other mutations of an observation. */
export const captureMutations = [
  making({
    ...onObservation,
    name: 'observation.create@1',
    schema: schemas['observation.create@1'],
    authorise: authoriseCreate,
    apply: create,
  }),
  changing({
    ...onObservation,
    name: 'observation.edit@1',
    schema: schemas['observation.edit@1'],
    authorise: authoriseEdit,
    apply: edit,
  }),
  changing({
    ...onObservation,
    name: 'observation.withdraw@1',
    schema: schemas['observation.withdraw@1'],
    authorise: withdrawal.authoriseWithdrawal,
    apply: withdrawal.withdraw,
  }),
  changing({
    ...onObservation,
    name: 'observation.restore@1',
    schema: schemas['observation.restore@1'],
    authorise: withdrawal.authoriseRestoring,
    apply: withdrawal.restore,
  }),
  changing({
    ...onObservation,
    name: 'observation.comment@1',
    schema: schemas['observation.comment@1'],
    authorise: authoriseComment,
    apply: comment,
  }),
  changing({
    ...onObservation,
    name: 'photo.announce@1',
    schema: schemas['photo.announce@1'],
    authorise: authoriseAnnouncement,
    apply: announcePhoto,
  }),
] as const

const byName = new Map<string, MutationEntry>(captureMutations.map((entry) => [entry.name, entry]))

/** Returns what a mutation makes of an observation as this phone sees it; undefined stands for none. */
export const applyCapture = (
  current: Observation | undefined,
  { name, args }: CaptureMutation,
  context: WalkContext,
): Outcome<Effects> => applyEntry(byName.get(name) as MutationEntry, { current, args, context })
