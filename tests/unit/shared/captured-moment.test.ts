import { describe, expect, it, test } from 'vitest'
import { historyLines } from '../../../client/features/desk/panel/history/history-lines.ts'
import { readCapture } from '../../../server/sync/push/captured-time.ts'
import { capturedMoment } from '../../../shared/sync/captured-moment.ts'
import { buildClient } from '../../support/phones/build-client.ts'
import { savePin } from '../../support/phones/make-draft.ts'
import { PhoneDisk } from '../../support/phones/phone-disk.ts'
import { joinedClient, noNetwork, ScriptedApi } from '../../support/phones/scripted-api.ts'
import { VirtualClock } from '../../support/phones/virtual-clock.ts'

const hour = 3_600_000
const year = 365 * 24 * hour
const truth = '2026-10-29T18:42:00.000Z'
const receivedAt = '2026-10-29T19:30:00.000Z'
const claimOf = (offsetMs: number) => new Date(Date.parse(truth) + offsetMs).toISOString()
const at1970 = -Date.parse(truth)

describe('L2: the shown time of capture', () => {
  it.each([hour, -hour, year, -year, at1970, 90_000])(
    'is corrected for a phone whose clock was wrong by %d ms, and marked as estimated',
    (offset) => {
      const sent = { capturedAt: claimOf(offset), clockOffsetEstimate: offset + 400 }
      const { at, isEstimated } = capturedMoment(readCapture(sent, receivedAt))
      expect(Math.abs(Date.parse(at) - Date.parse(truth))).toBeLessThan(1_000)
      expect(isEstimated).toBe(true)
    },
  )

  it.each([0, 800, -30_000, undefined])(
    'is the claim itself when the clock was right (%s)',
    (offset) => {
      const estimate = offset === undefined ? {} : { clockOffsetEstimate: offset }
      const claim = readCapture({ capturedAt: truth, ...estimate }, receivedAt)
      expect(capturedMoment(claim)).toEqual({ at: truth, isEstimated: false })
    },
  )

  it.each([
    ['an estimate without end', truth, 1e308],
    ['one after which it was received before it was captured', truth, -2 * hour],
    ['a claim that is no time', 'i går', hour],
  ])('does not believe %s', (_what, capturedAt, clockOffsetEstimate) => {
    const claim = readCapture({ capturedAt, clockOffsetEstimate }, receivedAt)
    expect(capturedMoment(claim).isEstimated).toBe(false)
    expect([truth, receivedAt]).toContain(claim.capturedAt)
  })

  it('of a later step is corrected in the history of the desk too', () => {
    const event = {
      ...{ seq: '1', kind: 'edited', by: 'walker', byKind: 'device' as const, receivedAt },
      ...{ capturedAt: claimOf(year), data: { clockOffsetMs: year } },
    }
    expect(historyLines([event], [])[0]?.captured).toEqual({ at: truth, isEstimated: true })
    // By its own clock it would lie in the future, and be left out.
    expect(historyLines([{ ...event, data: {} }], [])[0]?.captured).toBeNull()
  })
})

test.each([hour, -year])(
  'L2: the phone itself shows its own pins at the right time while its clock is wrong by %d ms, also before it meets a network again',
  async (offset) => {
    const disk = new PhoneDisk()
    const clock = new VirtualClock(Date.parse(truth) + offset)
    const api = new ScriptedApi()
    api.serverNow = Date.parse(truth)
    const first = await joinedClient(api, { disk, clock })
    await first.runner.runOnce()
    first.life.kill()
    // Started anew without a network, it has only what it kept.
    const client = buildClient({ fetch: noNetwork, disk, clock })
    const id = await savePin(client)
    const pin = await client.pins.get(id)
    const moment = pin && capturedMoment(pin.observation)
    expect(moment).toEqual({ at: truth, isEstimated: true })
    // What is sent says so, and changes nothing else.
    const online = buildClient({ fetch: api.fetch, disk, clock })
    await online.runner.runOnce()
    const [mutation] = api.pushes.flatMap(({ mutations }) => mutations)
    expect(mutation).toMatchObject({ capturedAt: claimOf(offset), clockOffsetEstimate: offset })
  },
)
