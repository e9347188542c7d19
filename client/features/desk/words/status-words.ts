import {
  statuses,
  type ObservationStatus,
} from '../../../../shared/observation/observation-status.ts'

/** Texts from the server may be newer than this desk. */
export const isStatus = (text: string): text is ObservationStatus =>
  statuses.some((status) => status === text)
