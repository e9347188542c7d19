import type { MunicipalityProfile } from '../../shared/walk/walk.ts'
import type { DemoAccounts } from './demo-accounts.ts'
import type { DemoWalk } from './demo-walks.ts'

/** One municipality of the demo: its people see nothing of another one's. */
export interface DemoCity {
  municipality: MunicipalityProfile
  accounts: DemoAccounts
  /** In the order the terminal prints them; the one without end, for trying things, comes last. Dates come from the time of the load. */
  walks(loadedAt: number): readonly DemoWalk[]
}
