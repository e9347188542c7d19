import type { PhoneContext } from '../phone/phone-context.ts'
import { createGatheringStorage, type GatheringStorage } from '../gathering/gathering-storage.ts'
import { createPlanStorage, type PlanStorage } from '../plan/plan-storage.ts'

/** What only a leader does to a walk, loaded as one when a leader does any of it. */
export interface LeaderStorage {
  gathering: GatheringStorage
  plan: PlanStorage
}

export const createLeaderStorage = (context: PhoneContext): LeaderStorage => ({
  gathering: createGatheringStorage(context),
  plan: createPlanStorage(context),
})
