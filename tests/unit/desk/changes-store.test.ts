import { beforeEach, describe, expect, it } from 'vitest'
import { useChangesStore } from '../../../client/features/desk/decisions/changes-store.ts'
import { onPresentState } from '../../../client/features/desk/decisions/on-present-state.ts'
import { draftKey, useDraftsStore } from '../../../client/features/desk/decisions/drafts-store.ts'
import { emptyFilter } from '../../../client/features/desk/filter/chosen-filter.ts'
import { useListStore } from '../../../client/features/desk/list/list-store.ts'
import { useOpenedStore } from '../../../client/features/desk/panel/opened-store.ts'
import { useReaderStore } from '../../../client/features/desk/connection/reader-store.ts'
import {
  emptyStatusDraft,
  statusArgs,
} from '../../../client/features/desk/panel/status-change/status-form.ts'
import type { ObservationChange } from '../../../client/sync/services/desk-push.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import { carla, FakeServer, sitAtDesk } from './fake-desk.ts'
import { makeVisible } from './make-visible.ts'

let server: FakeServer
let lamp: VisibleObservation
let changes: ReturnType<typeof useChangesStore>
let drafts: ReturnType<typeof useDraftsStore>

beforeEach(async () => {
  server = new FakeServer()
  lamp = makeVisible({ status: 'assigned', partyIds: ['vej'], dueOn: '2026-11-28' })
  server.observations = [lamp]
  sitAtDesk(server)
  useReaderStore().sit(carla)
  changes = useChangesStore()
  drafts = useDraftsStore()
  await useListStore().load({ filter: emptyFilter, sort: 'new', box: null })
  await useOpenedStore().open(lamp.id)
})

const key = () => draftKey(lamp.id, 'status:declined')
const decline = (text: string): ObservationChange => ({
  space: lamp.walkId,
  name: 'observation.set-status@1',
  args: statusArgs(
    { observationId: lamp.id, status: 'declined', today: '2026-11-05' },
    { ...emptyStatusDraft(lamp.status), reason: 'by-design', text },
  ),
})
const write = (text: string) => {
  drafts.statuses.set(key(), { ...emptyStatusDraft(lamp.status), reason: 'by-design', text })
  return changes.submit(key(), lamp, decline(text))
}

describe('a decision of an official', () => {
  it('is shown as done only when the server has accepted it, and then its draft is gone', async () => {
    expect(await write('Natslukning')).toBe(true)
    expect(server.sent).toHaveLength(1)
    expect(changes.stateOf(key())).toBeUndefined()
    expect(drafts.statuses.has(key())).toBe(false)
  })

  it('is not sent at all when the shared rules refuse it, and says everything that is wrong', async () => {
    const empty = { ...decline('').args, reason: undefined } as ObservationChange['args']
    const change = { ...decline(''), args: empty } as ObservationChange
    expect(await changes.submit(key(), lamp, change)).toBe(false)
    expect(server.sent).toHaveLength(0)
    expect(changes.stateOf(key())).toEqual({ state: 'incomplete' })
    const codes = changes.problemsOf(lamp, change).map(({ code }) => code)
    expect(codes).toEqual(['needs-reason', 'needs-text'])
  })

  it('is called unsent without a connection, keeps the words, and is sent later', async () => {
    server.answers = [{ state: 'unsent', id: 'c1', cause: 'offline' }]
    expect(await write('Natslukning')).toBe(false)
    expect(changes.stateOf(key())).toMatchObject({ state: 'unsent', cause: 'offline' })
    expect(drafts.statuses.get(key())?.text).toBe('Natslukning')
    expect(changes.unsentCount).toBe(1)
    await changes.retryAll()
    expect(changes.unsentCount).toBe(0)
    expect(drafts.statuses.has(key())).toBe(false)
  })

  it('is not made a second time by pressing again while the first is being sent', async () => {
    server.answers = [{ state: 'unsent', id: 'c1', cause: 'offline' }]
    await write('Natslukning')
    await write('Natslukning')
    expect(server.sent).toHaveLength(1)
  })

  it('shows the present state and keeps the words when somebody else was faster', async () => {
    server.answers = [{ state: 'refused', id: 'c1', problem: { code: 'stale' } }]
    server.observations = [{ ...lamp, status: 'planned' }]
    expect(await write('Natslukning')).toBe(false)
    expect(useOpenedStore().observation?.status).toBe('planned')
    expect(useListStore().rows[0]?.status).toBe('planned')
    expect(drafts.statuses.get(key())?.text).toBe('Natslukning')
    expect(changes.stateOf(key())).toEqual({ state: 'refused', problem: { code: 'stale' } })
  })

  it('may be kept after somebody else was faster only where the rules would still accept it', () => {
    const may = (now: Partial<VisibleObservation>) => {
      const present = { ...lamp, ...now }
      return changes.problemsOf(present, onPresentState(decline('Natslukning'), present))
    }
    expect(may({ status: 'planned' })).toEqual([])
    expect(may({ status: 'done' })).toEqual([{ code: 'status-step', detail: { status: 'done' } }])
    expect(may({ isWithdrawn: true })).toEqual([{ code: 'observation-withdrawn' }])
  })

  it('asks for a new sign-in when the old session has expired, and loses nothing', async () => {
    server.answers = [{ state: 'unsent', id: 'c1', cause: 'sign-in-needed' }]
    await write('Natslukning')
    expect(useReaderStore().needsSignIn).toBe(true)
    expect(drafts.statuses.get(key())?.text).toBe('Natslukning')
    expect(drafts.hasTyped).toBe(true)
  })

  it('counts a comment as sent when its first try arrived although the answer was lost', async () => {
    const comment = draftKey(lamp.id, 'comment')
    drafts.comments.set(comment, { commentId: 'c', audience: 'public', text: 'Tak' })
    server.answers = [{ state: 'refused', id: 'x', problem: { code: 'stale' } }]
    const change: ObservationChange = {
      space: lamp.walkId,
      name: 'observation.comment@1',
      args: { observationId: lamp.id, commentId: 'c', audience: 'public', text: 'Tak' },
    }
    expect(await changes.submit(comment, lamp, change)).toBe(true)
    expect(drafts.comments.has(comment)).toBe(false)
  })
})
