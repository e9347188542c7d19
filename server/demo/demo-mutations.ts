import type { Body } from '../../shared/contract/api-contract.ts'
import type { Position } from '../../shared/geo.ts'
import type { MutationEnvelope } from '../../shared/sync/mutation-envelope.ts'
import type { ObservationStatus } from '../../shared/observation/observation-status.ts'
import type { DemoOffice } from './demo-accounts.ts'
import { danishOffset } from './danish-time.ts'
import { demoId } from './demo-ids.ts'
import type { DemoObservation, DemoPhone, DemoStep } from './demo-story.ts'
import type { DemoWalk } from './demo-walks.ts'

export type DemoAuthor = DemoPhone | DemoOffice
type Mutation = Body<'push'>['mutations'][number]

/** One push of the story: who sent it, and when the server received it. */
export interface DemoPush {
  author: DemoAuthor
  /** Server time, ISO 8601. */
  at: string
  mutation: Omit<Mutation, 'clientSeq'>
}

const positionOf = ({ longitude, latitude, accuracyMetres }: DemoObservation): Position => ({
  ...{ longitude, latitude, accuracyMetres },
  source: 'gps',
})

/** Returns everything that was sent about the observations of a walk, in the order in which the server received it. */
export function pushesOf({ code, observations }: DemoWalk): DemoPush[] {
  const all = observations.flatMap((observation, index) =>
    pushesAbout(observation, `${code ?? ''} ${index + 1}`),
  )
  // The sort is stable, so steps of the same minute keep their order.
  return all.sort((a, b) => a.at.localeCompare(b.at))
}

function pushesAbout(observation: DemoObservation, label: string): DemoPush[] {
  const observationId = demoId(label, observation.at)
  const state: State = {
    observationId,
    position: { ...positionOf(observation), ...observation.firstPosition },
    status: 'received',
    partyIds: [],
    dueOn: null,
  }
  const created = createPush(observation, state, label)
  const steps = observation.steps.map((step, index) => {
    const { at } = step
    const id = `${label} step ${index + 1}`
    return { author: step.by, at, mutation: envelope(id, at, mutationOf(step, state, id)) }
  })
  return [created, ...steps]
}

/** What the person sees before the next step: the base of the mutation. */
interface State {
  observationId: string
  position: Position
  status: ObservationStatus
  partyIds: string[]
  dueOn: string | null
}

function createPush(observation: DemoObservation, state: State, label: string): DemoPush {
  const { place, category, severity, text, ownerType, phone } = observation
  const args = {
    observationId: state.observationId,
    position: state.position,
    ...{ category, place, text, severity },
    ...(ownerType && { ownerType }),
  }
  const capturedAt = observation.at
  return {
    author: phone,
    at: observation.sentAt,
    mutation: envelope(`${label} create`, capturedAt, { name: 'observation.create', args }),
  }
}

type Named = Pick<MutationEnvelope, 'name' | 'args'>

const envelope = (label: string, capturedAt: string, { name, args }: Named) => ({
  id: demoId(label, capturedAt),
  ...{ name, v: 1, args, capturedAt },
  tzOffset: danishOffset(Date.parse(capturedAt)),
})

function mutationOf(step: DemoStep, state: State, label: string): Named {
  const { observationId } = state
  switch (step.do) {
    case 'status': {
      const { by: _, at: __, do: ___, ...args } = step
      const base = state.status
      state.status = step.status
      return { name: 'observation.set-status', args: { observationId, base, ...args } }
    }
    case 'assign': {
      const { partyIds, dueOn } = step
      const base = { partyIds: state.partyIds, dueOn: state.dueOn }
      Object.assign(state, { partyIds, dueOn, status: 'assigned' })
      return { name: 'observation.assign', args: { observationId, base, partyIds, dueOn } }
    }
    case 'comment': {
      const { audience, text } = step
      const commentId = demoId(`${label} comment`, step.at)
      return { name: 'observation.comment', args: { observationId, commentId, audience, text } }
    }
    case 'move': {
      const { longitude, latitude } = step
      const value: Position = { longitude, latitude, source: 'map' }
      const changes = { position: { base: state.position, value } }
      return { name: 'observation.edit', args: { observationId, changes } }
    }
  }
}
