import type { InjectionKey } from 'vue'
import type { EditableFields } from '../../../shared/observation/observation.ts'
import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'
import type { VoteResult } from '../../../shared/walk/vote/vote-result.ts'
import type { FindingPress, WalkPress } from '../../local/gathering/gathering-names.ts'

/** Where what is pressed goes: the outbox of a leader's phone, or the server of the desk. Each resolves with whether it was taken. */
export interface GatherActs {
  onFinding(finding: VisibleObservation, press: FindingPress): Promise<boolean>
  onWalk(press: WalkPress): Promise<boolean>
  edit(finding: VisibleObservation, changes: Partial<EditableFields>): Promise<boolean>
  /** How the vote stands, as the server counts it; null when it cannot be asked. */
  readVotes(): Promise<VoteResult | null>
  /** The address of a photo that only this phone has; null when it has none. */
  ownPhoto(photoId: string): Promise<string | null>
}

export const gatherActsKey: InjectionKey<GatherActs> = Symbol('gather acts')
