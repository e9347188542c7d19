import type { Municipality } from '../../shared/municipality/municipality.ts'
import type { DemoAccounts } from './demo-accounts.ts'
import type { DemoWalk } from './demo-walks.ts'
import type { DemoWish } from './demo-wishes.ts'

/** One municipality of the demo; its people see nothing of the other one. */
export interface DemoCity {
  municipality: Municipality
  accounts: DemoAccounts
  /**
   * In the order the terminal prints them; the one without an end, for trying things, comes last. Dates derive from the time of the load.
   */
  walks(loadedAt: number): readonly DemoWalk[]
  /** What people without an account have asked for. */
  wishes: readonly DemoWish[]
}
