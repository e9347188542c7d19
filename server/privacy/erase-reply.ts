import type { Store } from '../store/database/database.ts'
import { deleteReplies, type ReplyKey } from '../store/replies/reply-store.ts'
import { lockSpace } from '../store/spaces/feed-store.ts'

/** Erases one answer to an invitation, with what opens it; it stands nowhere else. Returns whether there was one. */
export const eraseReply = (
  store: Store,
  { municipalityId, walkId, replyId }: ReplyKey,
): Promise<boolean> =>
  store.db.transaction().execute(async (tx) => {
    const space = { municipalityId, spaceId: walkId }
    // An answer that is sent at the same moment comes before or after as a whole.
    await lockSpace(tx, space)
    return (await deleteReplies(tx, space, [replyId])) > 0
  })
