import strings from 'big-list-of-naughty-strings'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isProblemCode } from '../../../shared/problem.ts'
import { expectNoBreak } from '../../support/hostile-input/expect-refusal.ts'
import {
  escaped,
  operationsOf,
  type FuzzRequest,
  type Operation,
} from '../../support/hostile-input/fuzz-requests.ts'
import { openFuzzTarget, type FuzzTarget } from '../../support/hostile-input/fuzz-target.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'
import { pushAs, TestReader } from '../../support/requests/sync-calls.ts'
import {
  exampleOf,
  textFieldsOf,
  textParametersOf,
  withTextAt,
  type FieldPath,
} from '../../support/hostile-input/text-fields.ts'

let target: FuzzTarget

beforeAll(async () => {
  target = await openFuzzTarget()
})
afterAll(() => target.close())

/** Asks many at once: what takes time here is the round trip. */
async function inGroups<T>(items: readonly T[], size: number, work: (item: T) => Promise<void>) {
  for (let start = 0; start < items.length; start += size) {
    await Promise.all(items.slice(start, start + size).map(work))
  }
}

const requestBody = (operation: Operation) =>
  operation.requestBody?.content['application/json']?.schema

/**
 * Each text of a route gets a ninth of the strings, another one than the text before it, so that every string goes to many routes; with FUZZ_RUNS
 * each gets all. There are some hundred texts, and more with every feature. What mutations store gets every string always.
 */
const share = process.env['FUZZ_RUNS'] === undefined ? 9 : 1

/** For each text of an operation: a request that is right but for it. */
function requestsWith(operation: Operation): ((text: string) => FuzzRequest)[] {
  const { method, path, parameters = [] } = operation
  const known = target.known(operation.name)
  const headers = target.headersFor(operation)
  const right = Object.fromEntries(
    parameters
      .filter(({ required, in: place }) => required && place !== 'header')
      .map(({ name, schema }) => [name, exampleOf(schema, known, name)]),
  )
  const address = (values: Record<string, unknown>) => {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => escaped(values[name]))
    const query = Object.entries(values).filter(([name]) => !path.includes(`{${name}}`))
    return `${filled}?${query.map(([name, value]) => `${name}=${escaped(value)}`).join('&')}`
  }
  const asked = textParametersOf(operation).map((name) => (text: string) => ({
    method,
    url: address({ ...right, [name]: text }),
    headers,
  }))
  const schema = requestBody(operation)
  const body = schema && exampleOf(schema, known)
  const told = (schema ? textFieldsOf(schema) : []).map((field) => (text: string) => ({
    method,
    url: address(right),
    headers: { ...headers, 'content-type': 'application/json' },
    payload: JSON.stringify(withTextAt(body, field, text)),
  }))
  return [...asked, ...told]
}

describe(`each of ${String(strings.length)} naughty strings`, () => {
  it('in every text of every address, head and body is answered or refused with a code', async () => {
    const routes = operationsOf(target.document)
      .map((operation) => ({ name: operation.name, requests: requestsWith(operation) }))
      .filter(({ requests }) => requests.length > 0)
    await inGroups([...strings.entries()], 20, async ([index, text]) => {
      for (const { requests } of routes) {
        for (const make of requests.filter((_one, field) => (field + index) % share === 0)) {
          const request = make(text)
          expectNoBreak(await target.ask(request), request.method)
        }
      }
    })
    // Found in the document; these are known to have texts.
    expect(routes.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'GET /api/observations',
        'GET /api/observations/clusters',
        'GET /api/walks/by-code/{code}',
        'POST /api/sessions',
        'POST /api/sync/push',
        'POST /api/walks/join',
      ]),
    )
  }, 300_000)

  it('in every text of every mutation is applied or refused with a code, and none is parked', async () => {
    const push = target.operation('POST /api/sync/push')
    const known = target.known(push.name)
    const cases: { name: string; field: FieldPath; example: unknown }[] = []
    for (const [name, schema] of Object.entries(target.document['x-mutations'])) {
      const example = exampleOf(schema, known)
      for (const field of textFieldsOf(schema)) cases.push({ name, field, example })
    }
    // Found in the document; these are known to have texts.
    expect(cases.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'observation.create@1',
        'observation.edit@1',
        'observation.comment@1',
        'observation.set-status@1',
        'walk.create@1',
        'walk.edit@1',
      ]),
    )
    const { anna } = target.town.phones
    const { carla } = target.town.officials
    for (const { name, field, example } of cases) {
      const [clientId, cookie] = name.startsWith('walk.')
        ? [carla.accountId, carla.cookie]
        : [anna.clientId, anna.cookie]
      const mutations = strings.map((text) => {
        const args = withTextAt(example, field, text) as never
        return makeEnvelope({ name: name as 'observation.create@1', args })
      })
      await inGroups(groupsOf(mutations, 50), 2, async (group) => {
        const body = {
          protocol: 1,
          epoch: null,
          clientId,
          space: target.town.walk.id,
          mutations: group,
        }
        const answer = await target.ask({
          method: 'POST',
          url: '/api/sync/push',
          headers: { ...target.headersFor(push), cookie, 'content-type': 'application/json' },
          payload: JSON.stringify(body),
        })
        expect(answer.status).toBe(200)
        const { results } = JSON.parse(answer.text) as {
          results: { status: string; code?: string }[]
        }
        expect(results).toHaveLength(group.length)
        for (const { status, code = '' } of results) {
          expect(status === 'applied' || (status === 'refused' && isProblemCode(code))).toBe(true)
        }
      })
    }
  })

  it('that is stored comes back letter by letter, to phones and to the desk', async () => {
    const { store, town } = target
    const { anna } = town.phones
    const texts = new Map(strings.map((text) => [someUuid(), text]))
    const creates = [...texts].map(([observationId, text]) =>
      makeEnvelope({ name: 'observation.create@1', args: makeCreate({ observationId, text }) }),
    )
    for (const mutations of groupsOf(creates, 50)) {
      const { results } = await pushAs(store, anna, { mutations, space: town.walk.id })
      expect(results.map(({ status }) => status)).toEqual(mutations.map(() => 'applied'))
    }
    const reader = await new TestReader(store, anna, town.walk.id).pullAll()
    for (const [id, text] of texts) expect(reader.observation(id)?.text).toBe(text)
    const headers = { cookie: town.officials.carla.cookie }
    await inGroups([...texts].slice(0, 50), 10, async ([id, text]) => {
      const answer = await target.ask({ method: 'GET', url: `/api/observations/${id}`, headers })
      expect(answer.type).toBe('application/json; charset=utf-8')
      expect((JSON.parse(answer.text) as { text: string }).text).toBe(text)
    })
  })
})

const groupsOf = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
