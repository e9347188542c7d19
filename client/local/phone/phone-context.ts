import type { Uuid } from '../../../shared/identifiers.ts'
import type { Outcome, Problem } from '../../../shared/problem.ts'
import type { DeliveryStatus } from '../pins/delivery-status.ts'
import { readClientId, readFact } from '../database/identity.ts'
import type { Notices } from './notices.ts'
import type { ObservationCache } from '../database/observation-cache.ts'
import type { OutboxDatabase } from '../database/outbox-database.ts'
import type { CaptureStamp } from '../outbox/outbox-writes.ts'
import type { WriteTransaction } from '../database/phone-database.ts'
import { makeId, phoneTime, type PhoneEnvironment } from './phone-environment.ts'

/** Shared by the parts of `client/local`; made once a page. */
export interface PhoneContext {
  environment: PhoneEnvironment
  outbox: OutboxDatabase
  cache: ObservationCache
  notices: Notices
  /** The sync loop replaces it as a whole. */
  delivery: { status: DeliveryStatus }
}

/** Every store that a capture may touch; all in one transaction (sync.md §2.1). */
const workStores = ['mutation', 'draft', 'photo', 'photoChunk', 'identity'] as const

interface WorkRequest {
  context: PhoneContext
  entity: Uuid
  /** Photos do not use the reserve that is kept for text. */
  isPhoto?: boolean
}

/** Ends a transaction without writing anything. */
class RefusedWorkError extends Error {
  override readonly name = 'RefusedWorkError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(`refused: ${problem.code}`)
    this.problem = problem
  }
}

/**
 * Writes a person's work in one durable transaction, and then notifies the other tabs, the screens and the sync loop. When the work
 * is refused, nothing of it is written.
 */
export async function writeWork<T>(
  request: WorkRequest,
  work: (transaction: WriteTransaction) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await writeAllowed(request, work)
  } catch (error) {
    if (error instanceof RefusedWorkError) return { ok: false, problem: error.problem }
    throw error
  }
}

async function writeAllowed<T>(
  { context, entity, isPhoto }: WorkRequest,
  work: (transaction: WriteTransaction) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { outbox, notices } = context
  const write = isPhoto ? outbox.writePhoto : outbox.write
  const { result, marker } = await write(workStores, async (transaction) => {
    const answer = await work(transaction)
    if (!answer.ok) throw new RefusedWorkError(answer.problem)
    const [clientId, highestSeq = 0] = await Promise.all([
      readClientId(transaction),
      readFact(transaction, 'sequence'),
    ])
    return { result: answer, marker: { clientId, highestSeq } }
  })
  outbox.mark(marker)
  notices.publish({ kind: 'outbox', entities: [entity], isNewWork: true })
  return result
}

export function captureStamp({ environment, delivery }: PhoneContext): CaptureStamp {
  return {
    mutationId: makeId(environment),
    capturedAt: phoneTime(environment),
    tzOffset: environment.tzOffsetMinutes(environment.clock.now()),
    clockOffset: delivery.status.clockOffsetMs,
  }
}
