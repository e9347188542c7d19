/** The clock and the zone that a run of the tests goes by (tests/run/moved-clock.ts). */
const clock = [
  'TZ',
  'LD_PRELOAD',
  'FAKETIME',
  'FAKETIME_DONT_FAKE_MONOTONIC',
  'FAKETIME_DISABLE_SHM',
  'NO_FAKE_STAT',
]

/** What a process of ours is given of our surroundings: nothing that could change what it does, and our clock. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const names = ['NODE_COMPILE_CACHE', ...clock].filter((name) => process.env[name] !== undefined)
  const own = Object.fromEntries(names.map((name) => [name, process.env[name]]))
  return { PATH: process.env['PATH'], ...own }
}
