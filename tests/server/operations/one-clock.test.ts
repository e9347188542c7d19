import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { ownEnvironment } from '../../support/server/own-environment.ts'

/** Longer than any machine is slow, and shorter than any two of the clocks that the tests are run by are apart. */
const minute = 60_000

it('the processes that tests start use the clock and the zone of the tests', () => {
  const script = 'JSON.stringify([Date.now(), new Date().getTimezoneOffset()])'
  const said = execFileSync(process.execPath, ['-p', script], {
    env: ownEnvironment(),
    encoding: 'utf8',
  })
  const [at, offset] = JSON.parse(said) as [number, number]
  expect(Math.abs(at - Date.now())).toBeLessThan(minute)
  expect(offset).toBe(new Date().getTimezoneOffset())
})
