import type { Fault } from './fault-answers.ts'
import type { SeededRandom } from '../seeded-random.ts'

/** EDGE, as the outskirts have it: 384 kbit/s, a third of a second there and back. */
const link = { delayMs: 150, bytesPerSecond: 48_000 }

/** The places at which a link loses a request: before, in and after what is sent, and in the answer. */
const losses = ({ below }: SeededRandom): Fault[] => [
  { kind: 'refuse' },
  { kind: 'cut', afterBytes: below(100_000), link },
  { kind: 'drop-answer', link },
  { kind: 'cut-answer', afterBytes: below(200), link },
]

/** Slow 2G on which a share of the requests (0 to 1) breaks, each at another place; the same seed, the same weather. */
export function slow2G(loss: number, random: SeededRandom): () => Fault {
  return () => (random.chance(loss) ? random.pick(losses(random)) : { kind: 'pass', link })
}
