import { expect, it } from 'vitest'
import { replaceEpoch } from '../../../server/store/database/server-meta.ts'
import { readServerMeta } from '../../../server/store/spaces/space-rules.ts'
import { pullChanges } from '../../../server/sync/pull/pull-changes.ts'
import type { KnownMutation } from '../../../shared/sync/registry.ts'
import { makeCreate, makeEnvelope } from '../../support/fixtures/make-observation.ts'
import {
  seedMunicipality,
  type TestMunicipality,
  type TestOfficial,
  type TestPhone,
} from '../../support/fixtures/people.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { principalOf, pushAs } from '../../support/requests/sync-calls.ts'

/** The evening of the history; every query is half an hour after it. */
const evening = Date.parse('2026-10-29T19:00:00.000Z')
const held = storeWithApp({ now: () => evening + 30 * 60_000 })
const id = (n: number) => `0199a000-0000-7000-8000-00000000${String(n).padStart(4, '0')}`
let minute = 0

/** One push of one person, a minute after the one before. */
async function push(
  town: TestMunicipality,
  person: TestPhone | TestOfficial,
  mutations: KnownMutation[],
) {
  minute += 1
  const now = evening + minute * 60_000
  const envelopes = mutations.map((mutation, n) => ({
    ...makeEnvelope(mutation, { clientSeq: minute * 10 + n }),
    id: id(5000 + minute * 10 + n),
  }))
  return pushAs(held.store, person, { mutations: envelopes, space: town.walk.id, now })
}

const create = (n: number, text: string, facts: object = {}): KnownMutation => ({
  name: 'observation.create@1',
  args: makeCreate({ observationId: id(n), text, place: `Sted ${text}`, ...facts }),
})

const comment = (n: number, text: string): KnownMutation => ({
  name: 'observation.comment@1',
  args: { observationId: id(n), commentId: id(900 + n), audience: 'public', text },
})

async function history(town: TestMunicipality) {
  const { anna, ole } = town.phones
  const { carla } = town.officials
  const base = { partyIds: [], dueOn: null }
  const assign = (n: number, dueOn: string): KnownMutation => ({
    name: 'observation.assign@1',
    args: { observationId: id(n), base, partyIds: ['road'], dueOn },
  })
  const edit: KnownMutation = {
    name: 'observation.edit@1',
    args: {
      observationId: id(1),
      changes: { text: { base: 'Åben brønd', value: 'Åben brønd 🕳' } },
    },
  }
  const photos = [{ photoId: id(800), sha256: 'a'.repeat(64), size: 1_000, mime: 'image/jpeg' }]
  return [
    await push(town, anna, [
      create(1, 'Åben brønd', { photos }),
      create(2, 'Østergade mørk'),
      edit,
    ]),
    await push(town, ole, [create(3, 'Ærgerlig hæk', { severity: 3 }), create(4, 'aaben port')]),
    await push(town, ole, [create(5, 'had', { category: 'haer.graffiti-had' }), create(5, 'igen')]),
    await push(town, anna, [
      comment(3, 'ja'),
      create(6, 'for langt væk', { position: { longitude: 1, latitude: 1, source: 'gps' } }),
    ]),
    await push(town, carla, [assign(1, '2026-11-12'), assign(3, '2026-11-05')]),
    await push(town, anna, [{ name: 'observation.withdraw@1', args: { observationId: id(2) } }]),
    await push(town, carla, [
      {
        name: 'observation.set-status@1',
        args: { observationId: id(3), base: 'received', status: 'accepted' },
      },
    ]),
  ]
}

/** Every page of the feed, three rows each. */
async function feedOf(town: TestMunicipality, person: TestPhone | TestOfficial) {
  const pages: unknown[] = []
  for (let cursor = '0', more = true; more;) {
    const asked = await pullChanges(held.store, {
      principal: await principalOf(held.store, person),
      request: { protocol: 1, epoch: id(9999), cursors: { [town.walk.id]: cursor }, limit: 3 },
      now: 0,
    })
    const page = asked.ok ? asked.value.spaces[town.walk.id] : undefined
    if (!page) throw new Error('no page')
    pages.push(page)
    ;({ cursor, more } = page)
  }
  return pages
}

const queries = [
  ...['sort=new', 'sort=due', 'sort=severity', 'sort=new&limit=2'],
  ...['q=%C3%A5ben', 'q=%C3%98STER', 'q=1002', 'party=none', 'status=assigned,accepted'],
]

async function asksOf(town: TestMunicipality) {
  const { cookie } = town.officials.carla
  const ask = async (url: string) =>
    (await held.testApp.app.inject({ url, headers: { cookie } })).json<unknown>()
  return {
    lists: await Promise.all(
      queries.map(async (query) => ({ query, answer: await ask(`/api/observations?${query}`) })),
    ),
    clusters: await ask('/api/observations/clusters?bbox=9,56,11,58&zoom=9'),
    history: await ask(`/api/observations/${id(3)}/history`),
    phones: await ask('/api/phones'),
  }
}

/** Ids that each run makes anew, by their order of appearance; when sessions were used, by the machine's own clock. */
function plain(value: unknown): string {
  const names = new Map<string, string>()
  return JSON.stringify(value, null, 1)
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (uuid) => {
      if (uuid.startsWith('0199a000-')) return uuid
      names.set(uuid, names.get(uuid) ?? `id ${String(names.size + 1)}`)
      return names.get(uuid) ?? ''
    })
    .replaceAll(/("lastSeenAt": )"[^"]+"/g, '$1"now"')
}

it('C11: results recorded of one history are the same on every PostgreSQL: answers, feed pages, lists', async () => {
  const { epoch } = await readServerMeta(held.store)
  await replaceEpoch(held.store, { from: epoch, to: id(9999) })
  const town = await seedMunicipality(held.store)
  const answers = await history(town)
  const { anna, lone } = town.phones
  const feeds = [
    await feedOf(town, anna),
    await feedOf(town, lone),
    await feedOf(town, town.officials.kim),
  ]
  const recorded = plain({ answers, feeds, asks: await asksOf(town) })
  // The file is the golden value; the suite runs on PostgreSQL 18 and 15.
  await expect(`${recorded}\n`).toMatchFileSnapshot('../fixtures/history-golden.txt')
})
