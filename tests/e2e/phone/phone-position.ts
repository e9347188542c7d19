import type { Page } from 'playwright-core'

interface FakePhone {
  fix: (longitude: number, latitude: number, accuracy: number) => void
  fail: (code: number) => void
  sleep: (ms: number) => void
}

/** Call it before the first page: the phone's position and the page's clock are then controlled by the test only. */
export async function fakePosition(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const hearing = new Set<[PositionCallback, PositionErrorCallback | null | undefined]>()
    const hear = (onFix: PositionCallback, onError?: PositionErrorCallback | null) => {
      hearing.add([onFix, onError])
      return hearing.size
    }
    const geolocation = { watchPosition: hear, getCurrentPosition: hear, clearWatch: () => {} }
    Object.defineProperty(navigator, 'geolocation', { value: geolocation })
    const realNow = Date.now.bind(Date)
    let ahead = 0
    Date.now = () => realNow() + ahead
    const phone: FakePhone = {
      fix: (longitude, latitude, accuracy) => {
        const coords = { longitude, latitude, accuracy }
        for (const [onFix] of hearing) onFix({ coords, timestamp: 0 } as GeolocationPosition)
      },
      fail: (code) => {
        for (const [, onError] of hearing) onError?.({ code } as GeolocationPositionError)
      },
      sleep: (ms) => {
        ahead += ms
      },
    }
    Object.assign(window, { fakePhone: phone })
  })
}

type Told = { [K in keyof FakePhone]: [K, ...Parameters<FakePhone[K]>] }[keyof FakePhone]

/** Lets the phone find itself, fail to, or be in a pocket. */
export const phoneDoes = (page: Page, ...told: Told): Promise<void> =>
  page.evaluate(([name, ...values]) => {
    const { fakePhone } = window as unknown as {
      fakePhone: Record<string, (...v: unknown[]) => void>
    }
    fakePhone[name]?.(...values)
  }, told)
