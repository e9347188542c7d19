/** Repeatable randomness for simulations (mulberry32): the same seed gives the same schedule. */
export interface SeededRandom {
  /** 0 inclusive to 1 exclusive. */
  next: () => number
  /** 0 inclusive to `bound` exclusive, whole. */
  below: (bound: number) => number
  chance: (share: number) => boolean
  pick: <T>(items: readonly T[]) => T
  bytes: (count: number) => Uint8Array
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (bound: number) => Math.floor(next() * bound)
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  }
}
