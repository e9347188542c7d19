import { expect, test } from 'vitest'
import { visibleRows } from '../../../server/sync/pull/visible-rows.ts'
import type { Actor } from '../../../shared/access/roles.ts'
import { makeObservation } from '../../support/fixtures/make-observation.ts'

const readers: Actor[] = [
  { kind: 'device', clientId: '019a0000-0000-7000-8000-000000000001', role: 'leader' },
  {
    kind: 'account',
    accountId: '019a0000-0000-7000-8000-000000000002',
    role: 'coordinator',
    partyIds: [],
    effortCategories: [],
  },
]

const rowOf = (kind: string, body: unknown) => ({
  kind,
  id: '019a0000-0000-7000-8000-000000000003',
  seq: '1',
  deleted: false,
  schema: 1,
  body,
})

test.each(['effort', 'constructor', '__proto__', ''])(
  'a row of the kind "%s", which has no rule, looks deleted to every reader',
  (kind) => {
    for (const reader of readers) {
      const [row] = visibleRows([rowOf(kind, { secret: true })], reader)
      expect(row).toMatchObject({ kind, deleted: true, body: null })
    }
  },
)

test('rows of kinds with a rule are seen as their rule says', () => {
  const [reader] = readers as [Actor]
  const observation = makeObservation({ isWithdrawn: true })
  const rows = [rowOf('walk', { title: 'Øst' }), rowOf('observation', observation)]
  expect(visibleRows(rows, reader)).toMatchObject([
    { deleted: false, body: { title: 'Øst' } },
    { deleted: true, body: null },
  ])
})
