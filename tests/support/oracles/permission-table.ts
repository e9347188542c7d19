import { answerRows } from './permission-rows/answers.ts'
import { findingRows } from './permission-rows/findings.ts'
import type { PermissionRows } from './permission-rows/permission-row.ts'
import { messageRows } from './permission-rows/messages.ts'
import { phoneRows } from './permission-rows/phones.ts'
import { publicationRows } from './permission-rows/publication.ts'
import { serverRows } from './permission-rows/server.ts'
import { walkRows } from './permission-rows/walks.ts'

/** One row a route. A route that is not here fails the test, and so does a row whose route is gone. */
export const permissionTable: PermissionRows = {
  ...serverRows,
  ...answerRows,
  ...walkRows,
  ...phoneRows,
  ...messageRows,
  ...findingRows,
  ...publicationRows,
}
