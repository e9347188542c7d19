import type { Uuid } from '../../shared/identifiers.ts'
import type { Problem } from '../../shared/problem.ts'
import type { KnownMutation } from '../../shared/sync/registry.ts'
import type { Store } from '../store/database/database.ts'
import { receiveFromOperator } from '../sync/push/receive-from-operator.ts'
import { freshId } from './command-options.ts'
import { UsageError } from './usage-error.ts'

interface Operation {
  municipalityId: Uuid
  spaceId: Uuid
  mutation: KnownMutation
}

/** Sends a command's change as a mutation, like every other change. Throws `UsageError` with the reason when the rules refuse it. */
export async function operate(store: Store, operation: Operation): Promise<void> {
  const outcome = await receiveFromOperator(store, {
    ...operation,
    id: freshId(),
    now: Date.now(),
  })
  if (!outcome.ok) throw new UsageError(sentenceOf(outcome.problem))
}

const sentences: Partial<Record<Problem['code'], string>> = {
  'walk-times': 'A walk needs a start before its end, or neither of them.',
  'outside-area': 'The area or a stop lies outside the municipality.',
  'stop-twice': 'Two stops have the same id.',
  'walk-closed': 'The walk is closed already.',
  'not-allowed': 'The standing walk stays open.',
  'texts-before-names':
    'Texts cannot be deleted before names and photos: give at least as many months.',
  'unknown-category': 'One of the categories does not exist.',
}

const sentenceOf = ({ code }: Problem): string =>
  sentences[code] ?? `This was refused with the code ${code}.`
