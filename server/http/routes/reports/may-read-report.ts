import { isGranted } from '../../../../shared/access/permissions.ts'
import type { Actor } from '../../../../shared/access/roles.ts'

/** Everybody on the walk and at the desk; viewers read totals only. */
export const mayReadReport = (actor: Actor): boolean => isGranted('walk', 'read-report', actor)
