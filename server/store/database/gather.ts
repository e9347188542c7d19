export interface GatherOptions<Input, Output> {
  /** How many groups may run at the same time. */
  maxConcurrent: number
  /** How many requests a group may have. */
  maxBatch: number
  /** Whether a request may join a group; absent: always. */
  fits?: (group: readonly Input[], request: Input) => boolean
  /** Returns the responses in the order of the requests. */
  run: (group: readonly Input[]) => Promise<readonly Output[]>
}

interface Waiting<Input, Output> {
  request: Input
  resolve: (response: Output) => void
  reject: (reason: unknown) => void
}

/**
 * Batches concurrent requests: a request runs at once while fewer than `maxConcurrent` groups run, and otherwise together with those that
 * have come in meanwhile. Under load one round trip to the database serves several; without load nobody waits. A request that
 * does not fit waits for the next group, first come, first served.
 */
export function gather<Input, Output>({
  maxConcurrent,
  maxBatch,
  fits = () => true,
  run,
}: GatherOptions<Input, Output>): (request: Input) => Promise<Output> {
  let waiting: Waiting<Input, Output>[] = []
  let running = 0

  function nextGroup(): Waiting<Input, Output>[] {
    const group: Waiting<Input, Output>[] = []
    waiting = waiting.filter((one) => {
      const isIn =
        group.length < maxBatch &&
        fits(
          group.map(({ request }) => request),
          one.request,
        )
      if (isIn) group.push(one)
      return !isIn
    })
    return group
  }

  async function runGroup(group: readonly Waiting<Input, Output>[]): Promise<void> {
    try {
      const responses = await run(group.map(({ request }) => request))
      for (const [index, { resolve }] of group.entries()) resolve(responses[index] as Output)
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  function start(): void {
    while (waiting.length > 0 && running < maxConcurrent) {
      running += 1
      void runGroup(nextGroup()).then(() => {
        running -= 1
        start()
      })
    }
  }

  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject })
      start()
    })
}
