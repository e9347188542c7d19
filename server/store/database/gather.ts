export interface Gathering<Asked, Answer> {
  /** Most groups under way at once. */
  lanes: number
  /** Whether what waits deserves a lane of its own while another is taken; absent: always. */
  deservesLane?: (waiting: readonly Asked[]) => boolean
  /** Most in one group. */
  most: number
  /** Whether something may go with those that are in a group already; absent: always. */
  fits?: (group: readonly Asked[], asked: Asked) => boolean
  /** Answers in the order of what was asked. What of it is still under way when this ends no longer takes the lane. */
  run: (group: readonly Asked[]) => Promise<readonly (Answer | Promise<Answer>)[]>
}

interface Waiting<Asked, Answer> {
  asked: Asked
  resolve: (answer: Answer | Promise<Answer>) => void
  reject: (reason: unknown) => void
}

/**
 * Does at once what is asked while there is a lane for it, and together what has come in while there was none: under load one trip to the
 * database serves several, and a quiet server waits for nobody. What does not fit waits for the next free lane, first come first served.
 */
export function gather<Asked, Answer>({
  lanes,
  deservesLane = () => true,
  most,
  fits = () => true,
  run,
}: Gathering<Asked, Answer>): (asked: Asked) => Promise<Answer> {
  let waiting: Waiting<Asked, Answer>[] = []
  let running = 0

  function nextGroup(): Waiting<Asked, Answer>[] {
    const group: Waiting<Asked, Answer>[] = []
    const later = waiting.filter((one) => {
      const isIn =
        group.length < most &&
        fits(
          group.map(({ asked }) => asked),
          one.asked,
        )
      if (isIn) group.push(one)
      return !isIn
    })
    waiting = later
    return group
  }

  async function runGroup(group: readonly Waiting<Asked, Answer>[]): Promise<void> {
    try {
      const answers = await run(group.map(({ asked }) => asked))
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer)
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  const isLaneFree = (): boolean =>
    running === 0 || (running < lanes && deservesLane(waiting.map(({ asked }) => asked)))

  function start(): void {
    while (waiting.length > 0 && isLaneFree()) {
      running += 1
      void runGroup(nextGroup()).then(() => {
        running -= 1
        start()
      })
    }
  }

  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject })
      start()
    })
}
