import { effectScope } from 'vue'
import { describe, expect, it } from 'vitest'
import { useLocate, type LocateNews } from '../../../../client/app/locate/use-locate.ts'

function locating({ hasCompass }: { hasCompass: boolean }) {
  const target = new EventTarget()
  const news: LocateNews[] = []
  let asked = 0
  const locate = effectScope().run(() =>
    useLocate({
      compass: {
        target,
        requestPermission: () => {
          asked += 1
          return Promise.resolve('granted')
        },
        screenAngle: () => 0,
        after: (_ms, callback) => {
          if (!hasCompass) queueMicrotask(callback)
          return () => undefined
        },
      },
      announce: (said) => news.push(said),
    }),
  )
  if (!locate) throw new Error('no scope')
  const turn = (alpha: number) =>
    target.dispatchEvent(
      Object.assign(new Event('deviceorientationabsolute'), { alpha, absolute: true }),
    )
  /** The compass answers after it was asked. */
  async function pressAndTurn(alpha: number): Promise<void> {
    const pressed = locate?.press()
    await new Promise((resolve) => setTimeout(resolve))
    turn(alpha)
    await pressed
  }
  return { ...locate, news, pressAndTurn, turn, timesAsked: () => asked }
}

describe('the button that finds the phone on the map', () => {
  it('goes from off to following, to the direction, and off again, and says each', async () => {
    const { state, heading, press, pressAndTurn, news } = locating({ hasCompass: true })
    await press()
    expect(state.value).toBe('follow')
    await pressAndTurn(270)
    expect([state.value, heading.value]).toEqual(['heading', 90])
    await press()
    expect([state.value, heading.value]).toEqual(['off', null])
    expect(news).toEqual(['follow', 'heading', 'off'])
  })

  it('asks for the compass only at the press that needs it', async () => {
    const { press, pressAndTurn, timesAsked } = locating({ hasCompass: true })
    await press()
    expect(timesAsked()).toBe(0)
    await pressAndTurn(270)
    expect(timesAsked()).toBe(1)
  })

  it('goes on following where there is no compass, says so once, and is turned off by the next press', async () => {
    const { state, press, news } = locating({ hasCompass: false })
    await press()
    await press()
    expect(state.value).toBe('follow')
    await press()
    expect(state.value).toBe('off')
    expect(news).toEqual(['follow', 'noCompass', 'off'])
  })

  it('is off once the person drags the map, and the compass is not heard any more', async () => {
    const { state, heading, press, pressAndTurn, release, turn } = locating({ hasCompass: true })
    await press()
    await pressAndTurn(270)
    release()
    turn(180)
    expect([state.value, heading.value]).toEqual(['off', null])
  })

  it('stays off when the map was dragged while the phone was still asking for its compass', async () => {
    const { state, heading, press, release, turn, news } = locating({ hasCompass: true })
    await press()
    const pressed = press()
    release()
    await new Promise((resolve) => setTimeout(resolve))
    turn(270)
    await pressed
    expect([state.value, heading.value]).toEqual(['off', null])
    expect(news).toEqual(['follow', 'off'])
  })
})
