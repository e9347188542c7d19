import { beforeEach, describe, expect, it } from 'vitest'
import { useClustersStore } from '../../../client/features/desk/overview-map/clusters-store.ts'
import { emptyFilter } from '../../../client/features/desk/filter/chosen-filter.ts'
import { useListStore } from '../../../client/features/desk/list/list-store.ts'
import { useReaderStore } from '../../../client/features/desk/connection/reader-store.ts'
import { NetworkError } from '../../../client/sync/http/network-errors.ts'
import { FakeServer, sitAtDesk } from './fake-desk.ts'
import { makeVisible } from './make-visible.ts'

const all = { filter: emptyFilter, sort: 'new' as const, box: null }
const onlyNew = { ...all, filter: { ...emptyFilter, status: ['received' as const] } }
const many = (count: number) => Array.from({ length: count }, () => makeVisible())

let server: FakeServer
let list: ReturnType<typeof useListStore>

beforeEach(() => {
  server = new FakeServer()
  sitAtDesk(server)
  list = useListStore()
})

const shownIds = () => list.rows.map((row) => row.id)

describe('the list at the desk', () => {
  it('counts how many fit and how many there are in all', async () => {
    server.observations = [makeVisible(), makeVisible({ status: 'done' }), makeVisible()]
    await list.load(onlyNew)
    expect([list.total, list.everything]).toEqual([2, 3])
  })

  it('shows the first page and the next one when asked, without a row twice', async () => {
    server.observations = many(230)
    await list.load(all)
    expect(list.rows).toHaveLength(100)
    server.observations = [makeVisible(), ...server.observations]
    await list.loadMore()
    await list.loadMore()
    expect(new Set(shownIds()).size).toBe(list.rows.length)
    expect(list.next).toBeNull()
  })

  it('says that the rest could not be fetched, keeps what is shown, and fetches it on the next press', async () => {
    server.observations = many(130)
    await list.load(all)
    server.failure = new NetworkError('away')
    await list.loadMore()
    expect([list.hasMoreFailed, list.rows.length, list.state]).toEqual([true, 100, 'ready'])
    server.failure = null
    await list.loadMore()
    expect([list.hasMoreFailed, list.rows.length]).toEqual([false, 130])
  })

  it('counts what arrives, moves nothing, and shows it on request', async () => {
    server.observations = many(3)
    await list.load(all)
    const before = shownIds()
    const arrived = many(2)
    server.observations = [...arrived, ...server.observations]
    await list.refresh()
    expect(shownIds()).toEqual(before)
    expect(list.newIds).toEqual(arrived.map(({ id }) => id))
    await list.showNews()
    expect(shownIds()).toEqual([...arrived.map(({ id }) => id), ...before])
    expect(list.newIds).toEqual([])
  })

  it('changes contents in their place and marks a row that no longer fits instead of taking it away', async () => {
    const [first, second] = [makeVisible(), makeVisible()]
    server.observations = [first, second]
    await list.load(onlyNew)
    server.observations = [
      { ...first, status: 'assigned' },
      { ...second, place: 'Nytorv' },
    ]
    await list.refresh()
    expect(list.rows.map((row) => [row.status, row.place])).toEqual([
      ['assigned', first.place],
      ['received', 'Nytorv'],
    ])
    expect(list.marks.get(first.id)).toBe('moved-out')
    expect(list.total).toBe(1)
  })

  it('marks a row as gone when the person may no longer see it, and unmarks it when it is back', async () => {
    const row = makeVisible()
    server.observations = [row]
    await list.load(all)
    server.observations = []
    await list.refresh()
    expect(list.marks.get(row.id)).toBe('gone')
    server.observations = [row]
    await list.refresh()
    expect(list.marks.size).toBe(0)
  })

  it('reports that the list has changed as a whole when very many rows left at once', async () => {
    server.observations = many(60)
    await list.load(all)
    server.observations = many(60)
    server.asked = []
    await list.refresh()
    expect(list.hasChangedAsAWhole).toBe(true)
    expect(server.asked.filter((name) => name === 'readObservation').length).toBeLessThanOrEqual(20)
  })

  it('keeps its rows when the connection is lost, reports it, and recovers', async () => {
    server.observations = many(2)
    await list.load(all)
    server.failure = new NetworkError('away')
    await list.refresh()
    expect(list.rows).toHaveLength(2)
    expect(useReaderStore().trouble).toBe('offline')
    server.failure = null
    await list.refresh()
    expect(useReaderStore().trouble).toBeNull()
  })

  it('shows the answer to the newest query, although an older one is answered later', async () => {
    const done = makeVisible({ status: 'done' })
    server.observations = [makeVisible(), done]
    let release = () => undefined as void
    const held = new Promise<void>((resolve) => (release = resolve))
    let isFirst = true
    server.beforeAnswer = () => {
      if (!isFirst) return undefined
      isFirst = false
      return held
    }
    const older = list.load(onlyNew)
    await list.load({ ...all, filter: { ...emptyFilter, status: ['done'] } })
    release()
    await older
    expect(shownIds()).toEqual([done.id])
  })

  it('detects an expired sign-in and keeps the rows', async () => {
    server.observations = many(2)
    await list.load(all)
    server.signedOut = true
    await list.refresh()
    expect(useReaderStore().needsSignIn).toBe(true)
    expect(list.rows).toHaveLength(2)
  })

  it('shows no rows of an older query under one that was refused, and names that one', async () => {
    server.observations = many(2)
    await list.load(all)
    server.refusal = 'bad-request'
    await list.load(onlyNew)
    expect([list.state, list.refusal]).toEqual(['failed', 'bad-request'])
    expect([list.rows.length, list.total]).toEqual([0, 0])
    server.refusal = null
    await list.refresh()
    expect([list.state, list.rows.length]).toEqual(['ready', 2])
  })

  it('shows no rows of an older query under one that the network has lost', async () => {
    server.observations = many(2)
    await list.load(all)
    server.failure = new NetworkError('away')
    await list.load(onlyNew)
    expect([list.state, list.rows.length]).toEqual(['failed', 0])
  })

  it('removes the rows when a refresh after a wake-up is refused, unless the refusal is temporary', async () => {
    server.observations = many(2)
    await list.load(all)
    server.refusal = 'too-many-requests'
    await list.refresh()
    expect([list.state, list.rows.length]).toEqual(['ready', 2])
    server.refusal = 'forbidden'
    await list.refresh()
    expect([list.state, list.rows.length]).toEqual(['failed', 0])
  })

  it('sends no query while a damaged filter waits for the person', async () => {
    server.observations = many(2)
    await list.load(all)
    server.asked = []
    list.withhold()
    await list.refresh()
    expect([list.state, list.rows.length, server.asked.length]).toEqual(['withheld', 0, 0])
  })
})

describe('the pins on the desk’s map', () => {
  const view = { box: [9, 57, 10, 58] as const, zoom: 12 }
  const wide = { box: [-181, -91, 200, 95] as const, zoom: 3 }

  it('stay while the same filter cannot be queried elsewhere, and go when they would answer another one', async () => {
    const clusters = useClustersStore()
    server.observations = many(2)
    await clusters.load({ filter: emptyFilter, ...view })
    server.failure = new NetworkError('away')
    await clusters.load({ filter: emptyFilter, ...wide })
    expect([clusters.hasFailed, clusters.clusters.length]).toEqual([true, 2])
    await clusters.load({ filter: onlyNew.filter, ...view })
    expect([clusters.hasFailed, clusters.clusters.length]).toEqual([true, 0])
    server.failure = null
    await clusters.refresh()
    expect([clusters.hasFailed, clusters.clusters.length]).toEqual([false, 2])
  })

  it('go when their query is refused, at first or at a later refresh', async () => {
    const clusters = useClustersStore()
    server.observations = many(2)
    await clusters.load({ filter: emptyFilter, ...view })
    server.refusal = 'bad-request'
    await clusters.refresh()
    expect([clusters.hasFailed, clusters.clusters.length, clusters.total]).toEqual([true, 0, 0])
  })
})
