import type { Outcome } from '../../problem.ts'
import { applyEntry } from '../../sync/apply-mutation.ts'
import type { WalkContext } from '../../sync/mutation-context.ts'
import { changing } from '../../sync/mutation-entry.ts'
import type { Effects } from '../../sync/subject.ts'
import { onObservation } from '../capture-mutations.ts'
import type { ObservationMutation } from '../mutation-schemas.ts'
import type { Observation } from '../observation.ts'
import * as feedback from './apply-feedback.ts'
import { feedbackSchemas as schemas } from './mutation-schemas.ts'

/** Phones load them when somebody says something about an answer. */
export const feedbackMutations = [
  changing({
    ...onObservation,
    name: 'observation.answer-question@1',
    schema: schemas['observation.answer-question@1'],
    authorise: feedback.authoriseAnswer,
    apply: feedback.answerQuestion,
  }),
  changing({
    ...onObservation,
    name: 'observation.not-solved@1',
    schema: schemas['observation.not-solved@1'],
    authorise: feedback.authoriseNotSolved,
    apply: feedback.sayNotSolved,
  }),
] as const

export type FeedbackName = keyof typeof schemas

const [answerQuestion, notSolved] = feedbackMutations
const byName = {
  'observation.answer-question@1': answerQuestion,
  'observation.not-solved@1': notSolved,
}

/** Returns what it makes of a finding, as a phone sees it. */
export const applyFeedback = (
  current: Observation,
  { name, args }: ObservationMutation<FeedbackName>,
  context: WalkContext,
): Outcome<Effects> => applyEntry(byName[name], { current, args, context })
