import { limits } from '../../../shared/limits.ts'
import type { JoinedWalk } from '../../../shared/walk/walk.ts'
import { makeCreate, makeEnvelope, someUuid } from '../../support/fixtures/make-observation.ts'

/** Joins an open walk over HTTP and pushes into it until it has as many observations as a walk may have, spread over its area. */
export async function fillWalk(origin: string, code: string): Promise<void> {
  const clientId = someUuid()
  const post = async (path: string, body: unknown, cookie = '') => {
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie }
    const answer = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} was answered ${String(answer.status)}`)
    return answer
  }
  const joining = await post('/api/walks/join', { code, clientId })
  const cookie = joining.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const { walk } = (await joining.json()) as JoinedWalk
  for (let pushed = 0; pushed < limits.observationsPerWalk; pushed += limits.pushMutations) {
    const mutations = Array.from({ length: limits.pushMutations }, (_, index) =>
      pinWithin(walk.area, pushed + index),
    )
    const push = { protocol: 1, epoch: null, clientId, space: walk.id, mutations }
    await post('/api/sync/push', push, cookie)
  }
}

/** A hundred columns of fifty, so that no two lie on each other. */
function pinWithin(area: JoinedWalk['walk']['area'], index: number) {
  const [west, south, east, north] = area
  const longitude = west + ((east - west) * ((index % 100) + 0.5)) / 100
  const latitude = south + ((north - south) * (Math.floor(index / 100) + 0.5)) / 50
  const position = { longitude, latitude, source: 'map' as const }
  const text = `Lampe ${String(index)} er slukket ved stien`
  return makeEnvelope({ name: 'observation.create@1', args: makeCreate({ position, text }) })
}
