/** The clock and the zone of a test run (tests/run/moved-clock.ts). */
const clock = [
  'TZ',
  'LD_PRELOAD',
  'FAKETIME',
  'FAKETIME_DONT_FAKE_MONOTONIC',
  'FAKETIME_DISABLE_SHM',
  'NO_FAKE_STAT',
]

/** The environment of a started process: nothing that could change its behaviour, and our clock. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const names = ['NODE_COMPILE_CACHE', ...clock].filter((name) => process.env[name] !== undefined)
  const own = Object.fromEntries(names.map((name) => [name, process.env[name]]))
  return { PATH: process.env['PATH'], ...own }
}
