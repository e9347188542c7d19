/** What a soak does; every number can be set, and the report names each one that differs from the usual. */
export interface SoakOptions {
  /** DURATION: seconds in which people pin; phones then have as long again, at least ten minutes, to deliver. */
  seconds: number
  /** PHONES, PINS of each, PHOTOS of each pin. */
  phones: number
  pins: number
  photos: number
  /** ENGINES: how many of the phones run the real client; the others push and send photos by its rules, without a screen or cache. */
  engines: number
  /** RESTART_EVERY: seconds between restarts of the server, in an orderly way and by SIGKILL in turn. */
  restartEvery: number
  /** FAULTS: share of requests that get lost, lose their answer, or are cut. */
  faults: number
  /** SEED of the faults and of when people pin. */
  seed: number
}

const usual: SoakOptions = {
  seconds: 3_600,
  phones: 500,
  pins: 20,
  photos: 3,
  engines: 50,
  restartEvery: 120,
  faults: 0.05,
  seed: 1,
}

const names: Record<keyof SoakOptions, string> = {
  seconds: 'DURATION',
  phones: 'PHONES',
  pins: 'PINS',
  photos: 'PHOTOS',
  engines: 'ENGINES',
  restartEvery: 'RESTART_EVERY',
  faults: 'FAULTS',
  seed: 'SEED',
}

/** Reads the environment; a value that is no number of at least 0 throws. */
export function readSoakOptions(env: Record<string, string | undefined>): SoakOptions {
  const options = { ...usual }
  for (const [key, name] of Object.entries(names) as [keyof SoakOptions, string][]) {
    const text = env[name]
    if (text === undefined || text === '') continue
    const value = Number(text)
    if (!(value >= 0)) throw new Error(`${name} must be a number, and is "${text}"`)
    options[key] = value
  }
  return { ...options, engines: Math.min(options.engines, options.phones) }
}

/** Sentences about what is not as usual: no figure may look like one of the full run. */
export const changedOptions = (options: SoakOptions): string[] =>
  (Object.keys(names) as (keyof SoakOptions)[])
    .filter((key) => options[key] !== usual[key])
    .map((key) => `${names[key]}=${String(options[key])} (usually ${String(usual[key])})`)
