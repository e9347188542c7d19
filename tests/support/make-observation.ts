import type { MutationContext } from '../../shared/mutation-context.ts'
import type { KnownMutation, MutationArgs, MutationEnvelope } from '../../shared/mutation.ts'
import type { Observation } from '../../shared/observation.ts'
import type { AccountActor, DeviceActor } from '../../shared/roles.ts'
import { makeUuid, type Uuid } from '../../shared/identifiers.ts'

let made = 0

/** A fresh UUIDv7; random enough for rows, and different in every call of a run. */
export function someUuid(): Uuid {
  made += 1
  return makeUuid(1_790_000_000_000 + made, () => crypto.getRandomValues(new Uint8Array(16)))
}

/** Budolfi Plads, Aalborg: inside every test municipality. */
export const somePosition = { longitude: 9.9187, latitude: 57.0482, source: 'gps' as const }

export const someBounds = [9.4, 56.8, 10.6, 57.3] as const

export const walkerClient = '0199a000-0000-7000-8000-00000000a001'
export const otherClient = '0199a000-0000-7000-8000-00000000a002'
export const someWalkId = '0199a000-0000-7000-8000-00000000f001'

/** Actors as rules see them, one for each role of domain.md §4. */
export const actors = {
  walker: { kind: 'device', clientId: walkerClient, role: 'walker' },
  otherWalker: { kind: 'device', clientId: otherClient, role: 'walker' },
  leader: { kind: 'device', clientId: '0199a000-0000-7000-8000-00000000a003', role: 'leader' },
  recorder: { kind: 'device', clientId: '0199a000-0000-7000-8000-00000000a004', role: 'recorder' },
  official: account('official', { partyIds: ['road'] }),
  police: account('official', { partyIds: ['police'] }),
  coordinator: account('coordinator', {}),
  effortOwner: account('effort-owner', { efforts: ['bydel'] }),
  viewer: account('viewer', {}),
  admin: account('admin', {}),
} as const satisfies Record<string, DeviceActor | AccountActor>

function account(
  role: AccountActor['role'],
  limits: Partial<Pick<AccountActor, 'partyIds' | 'efforts'>>,
): AccountActor {
  const accountId = '0199a000-0000-7000-8000-00000000b001'
  return { kind: 'account', accountId, role, partyIds: [], efforts: [], ...limits }
}

/** A dead lamp pinned by the walker; pass what differs. */
export function makeObservation(changes: Partial<Observation> = {}): Observation {
  return {
    id: someUuid(),
    walkId: someWalkId,
    number: 1001,
    category: 'lys.slukket',
    position: somePosition,
    place: 'Budolfi Plads',
    text: 'Lampen er slukket',
    severity: 2,
    feeling: null,
    ownerType: null,
    status: 'received',
    partyIds: [],
    dueOn: null,
    answer: null,
    photos: [],
    comments: [],
    suggestions: [],
    officialFields: [],
    isWithdrawn: false,
    wantsWithdrawal: false,
    isLate: false,
    authorClientId: walkerClient,
    authorName: 'Anna',
    capturedAt: '2026-10-29T18:42:05.120Z',
    receivedAt: '2026-10-29T18:42:09.000Z',
    updatedAt: '2026-10-29T18:42:09.000Z',
    ...changes,
  }
}

/** What a rule may look at besides the observation; the walker acts in an open walk unless told otherwise. */
export function makeContext(changes: Partial<MutationContext> = {}): MutationContext {
  return {
    actor: actors.walker,
    actorName: 'Anna',
    walkId: someWalkId,
    phase: 'open',
    isMember: true,
    bounds: someBounds,
    partyIds: ['road', 'police', 'park'],
    now: '2026-10-29T19:00:00.000Z',
    today: '2026-10-29',
    capturedAt: '2026-10-29T18:59:58.000Z',
    receivedAt: '2026-10-29T19:00:00.000Z',
    ...changes,
  }
}

export function makeCreate(
  changes: Partial<MutationArgs<'observation.create@1'>> = {},
): MutationArgs<'observation.create@1'> {
  return {
    observationId: someUuid(),
    category: 'lys.slukket',
    position: somePosition,
    text: 'Lampen er slukket',
    ...changes,
  }
}

let clientSeq = 0

/** A mutation as it travels; `name` joined as in `observation.create@1`. */
export function makeEnvelope(
  mutation: KnownMutation,
  changes: Partial<MutationEnvelope> = {},
): MutationEnvelope {
  clientSeq += 1
  const [name = '', version] = mutation.name.split('@')
  return {
    id: someUuid(),
    clientSeq,
    name,
    v: Number(version),
    args: mutation.args,
    capturedAt: '2026-10-29T18:59:58.000Z',
    tzOffset: 60,
    ...changes,
  }
}

/** An announcement whose bytes nobody has. */
export const makeAnnouncement = (photoId = someUuid()) => ({
  photoId,
  sha256: 'a'.repeat(64),
  size: 300_000,
  mime: 'image/jpeg',
})
