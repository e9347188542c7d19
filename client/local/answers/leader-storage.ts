import type { PhoneContext } from '../phone/phone-context.ts'
import { createGatheringStorage, type GatheringStorage } from '../gathering/gathering-storage.ts'
import { createPlanStorage, type PlanStorage } from '../plan/plan-storage.ts'
import {
  createVerificationStorage,
  type VerificationStorage,
} from '../verification/verification-storage.ts'

/** What goes beyond a walker's own pins and answers, loaded as one when somebody does any of it. */
export interface LeaderStorage {
  gathering: GatheringStorage
  plan: PlanStorage
  /** For everybody on a follow-up walk. */
  verification: VerificationStorage
}

export const createLeaderStorage = (context: PhoneContext): LeaderStorage => ({
  gathering: createGatheringStorage(context),
  plan: createPlanStorage(context),
  verification: createVerificationStorage(context),
})
