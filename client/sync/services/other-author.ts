import { isSameName } from '../../../shared/text/display-name.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { OutboxEntry } from '../../local/outbox/outbox-entry.ts'
import { waitingSpaces } from '../../local/outbox/outbox-queue.ts'
import type { PhoneContext } from '../../local/phone/phone-context.ts'
import { readWalks } from '../../local/walks/walk-memory.ts'

/**
 * Returns the name under which undelivered work was written, when it differs from this one; `undefined` when there is none. The
 * server signs what arrives with the current name, so joining under a new name would send it as another person's (H3).
 */
export function otherAuthor(
  { outbox }: PhoneContext,
  displayName: string,
): Promise<string | undefined> {
  return outbox.read(['mutation', 'identity'], async (transaction) => {
    const refused = (await transaction
      .objectStore('mutation')
      .index('state')
      .getAll('refused')) as OutboxEntry[]
    const open = new Set<Uuid>(refused.map(({ space }) => space))
    for (const space of await waitingSpaces(transaction)) open.add(space)
    const names = (await readWalks(transaction)).flatMap((stored) =>
      open.has(stored.walk.id) && stored.displayName ? [stored.displayName] : [],
    )
    return names.find((name) => !isSameName(name, displayName))
  })
}
