import { create, edit } from '../observation/apply-capture.ts'
import { assign, comment, setStatus } from '../observation/apply-triage.ts'
import { announcePhoto } from '../observation/apply-photo.ts'
import { restore, withdraw } from '../observation/apply-withdrawal.ts'
import type { MutationContext, Applied } from './mutation-context.ts'
import type { KnownMutation } from './mutation.ts'
import type { Observation } from '../observation/observation.ts'
import { refuse, type Outcome } from '../problem.ts'

/**
 * The rules of the product as one pure function: is this allowed now, and what is the observation afterwards? The phone runs it at
 * once over its cache to show pending work; the server runs it with authority. Never throws for anything a person
 * can send. Unknown observations answer `observation-missing`, hidden ones too, so ids cannot be probed.
 */
export function applyMutation(
  current: Observation | undefined,
  mutation: KnownMutation,
  context: MutationContext,
): Outcome<Applied> {
  if (mutation.name === 'observation.create@1') return create(current, mutation.args, context)
  if (!current) return refuse('observation-missing')
  switch (mutation.name) {
    case 'observation.edit@1':
      return edit(current, mutation.args, context)
    case 'observation.withdraw@1':
      return withdraw(current, mutation.args, context)
    case 'observation.restore@1':
      return restore(current, context)
    case 'observation.set-status@1':
      return setStatus(current, mutation.args, context)
    case 'observation.assign@1':
      return assign(current, mutation.args, context)
    case 'observation.comment@1':
      return comment(current, mutation.args, context)
    case 'photo.announce@1':
      return announcePhoto(current, mutation.args, context)
  }
}
