import { isInFeed } from '../../../shared/sync/registry.ts'
import type { Effects, SubjectChange } from '../../../shared/sync/subject.ts'
import type { BatchState } from './batch-state.ts'
import { observationChanges } from './check-effects.ts'
import type { Effect } from './judge-mutations.ts'

type EnteredEffect = Pick<Effect, 'seq' | 'subject' | 'events' | 'photos'>

/** Gives each changed subject its feed number, if it has one, and makes it visible to the rest of the batch. */
export function enterEffects(effects: Effects, state: BatchState): EnteredEffect[] {
  return effects.map((change) => {
    const photos = observationChanges([change], state).flatMap(({ newPhotos }) => newPhotos)
    if (isInFeed(change.kind)) state.head += 1n
    state.subjects.set(numbered(change, state))
    for (const { photoId } of photos) state.takenPhotos.add(photoId)
    const subject = { kind: change.kind, id: change.body.id }
    return { seq: state.head, subject, events: change.events, photos }
  })
}

/** Gives a new observation its public number. */
function numbered(change: SubjectChange, state: BatchState): SubjectChange {
  if (change.kind !== 'observation') return change
  if (state.subjects.get('observation', change.body.id)) return change
  state.placesLeft -= 1
  return { ...change, body: { ...change.body, number: state.numbers.shift() ?? null } }
}
