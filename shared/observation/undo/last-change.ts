import type { Uuid } from '../../identifiers.ts'
import type { Effects, SubjectChange } from '../../sync/subject.ts'
import type { MutationContext } from '../../sync/mutation-context.ts'
import type { Timestamp } from '../../timestamps.ts'
import type { Observation } from '../observation.ts'

/** What an official's last change replaced, so that it can be taken back for a moment. It never leaves the server. */
export interface LastChange {
  accountId: Uuid
  at: Timestamp
  /** The former values of the fields that changed. */
  before: Readonly<Record<string, unknown>>
  /** Fields that were absent. */
  added: readonly string[]
}

/** Who changed it when is not a value that can be given back. */
const passing: readonly string[] = ['updatedAt', 'lastChange']

/**
 * Keeps with a finding what an official's change replaced. Any other change of it removes what was kept: what somebody has built upon can
 * no longer be taken back. A change of several findings at once is not kept.
 */
export function keepLastChange(
  effects: Effects,
  current: Observation | undefined,
  context: Pick<MutationContext, 'actor' | 'now'>,
): Effects {
  if (!effects.some(({ kind }) => kind === 'observation')) return effects
  const isSingle = effects.length === 1
  return effects.map((change) =>
    change.kind === 'observation'
      ? withLastChange(change, isSingle ? current : undefined, context)
      : change,
  )
}

type ObservationChange = Extract<SubjectChange, { kind: 'observation' }>

function withLastChange(
  change: ObservationChange,
  current: Observation | undefined,
  { actor, now }: Pick<MutationContext, 'actor' | 'now'>,
): ObservationChange {
  const { lastChange: _, ...body } = change.body
  const isUndone = change.events.some(({ kind }) => kind === 'undone')
  if (actor.kind !== 'account' || isUndone || current?.id !== body.id) return { ...change, body }
  const lastChange = { accountId: actor.accountId, at: now, ...replaced(current, body) }
  return { ...change, body: { ...body, lastChange } }
}

/** Rules copy what they leave alone, so that the same value is the very same object. */
function replaced(before: Observation, after: Observation): Pick<LastChange, 'before' | 'added'> {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (name) => !passing.includes(name) && old[name] !== now[name],
  )
  return {
    before: Object.fromEntries(
      names.filter((name) => old[name] !== undefined).map((name) => [name, old[name]]),
    ),
    added: names.filter((name) => old[name] === undefined),
  }
}

const fieldsOf = (body: Observation): Record<string, unknown> => ({ ...body })
