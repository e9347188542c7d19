import type { TestClient } from './build-client.ts'
import { letItRun } from './virtual-clock.ts'

/** Lets what is due now, and what follows from it, finish. */
export async function settle(client: TestClient): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await client.clock.advance(0)
    await letItRun(120)
  }
}

/** Moves the clock in small steps, so that what falls due can finish before the next does. */
export async function wait(client: TestClient, ms: number, stepMs = 250): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    await client.clock.advance(Math.min(stepMs, ms - passed))
    await letItRun(120)
  }
}
