import { describe, expect, it } from 'vitest'
import { startCompass } from '../../../../client/map/position/compass.ts'

interface PhoneOptions {
  permission?: () => Promise<string>
  screenAngle?: number
}

/** A phone whose compass reports what a test dispatches, and whose patience ends when it says so. */
function phone({ permission, screenAngle = 0 }: PhoneOptions = {}) {
  const target = new EventTarget()
  const headings: number[] = []
  let giveUp: () => void = () => undefined
  const started = startCompass({
    target,
    requestPermission: permission,
    screenAngle: () => screenAngle,
    after: (_ms, callback) => {
      giveUp = callback
      return () => undefined
    },
    onHeading: (degrees) => headings.push(degrees),
  })
  const turn = (name: string, facts: object) =>
    target.dispatchEvent(Object.assign(new Event(name), facts))
  return { headings, started, turn, giveUp: () => giveUp() }
}

describe('the direction in which a phone faces', () => {
  it('is read from the absolute event of Chromium, clockwise from north', async () => {
    const { headings, started, turn } = phone()
    await Promise.resolve()
    turn('deviceorientationabsolute', { alpha: 270, absolute: true })
    expect(await started).toBeTypeOf('function')
    expect(headings).toEqual([90])
  })

  it('is read from the heading of Safari, and corrected by how the screen is turned', async () => {
    const { headings, started, turn } = phone({ screenAngle: 90 })
    await Promise.resolve()
    turn('deviceorientation', { alpha: 12, absolute: false, webkitCompassHeading: 300 })
    await started
    expect(headings).toEqual([30])
  })

  it('is not read from an event that counts from anywhere but north, nor from one without numbers', async () => {
    const { headings, started, turn, giveUp } = phone()
    await Promise.resolve()
    turn('deviceorientation', { alpha: 90, absolute: false })
    turn('deviceorientationabsolute', { alpha: null, absolute: true })
    giveUp()
    expect(await started).toBeNull()
    expect(headings).toEqual([])
  })

  it('is reported again only after a step of five degrees, and not after it was stopped', async () => {
    const { headings, started, turn } = phone()
    await Promise.resolve()
    for (const alpha of [270, 269, 268, 264]) {
      turn('deviceorientationabsolute', { alpha, absolute: true })
    }
    const stop = await started
    stop?.()
    turn('deviceorientationabsolute', { alpha: 100, absolute: true })
    expect(headings).toEqual([90, 95])
  })

  it('is not listened for when the person refuses it', async () => {
    const { started, turn, headings } = phone({ permission: () => Promise.resolve('denied') })
    expect(await started).toBeNull()
    turn('deviceorientationabsolute', { alpha: 270, absolute: true })
    expect(headings).toEqual([])
  })
})
