import type { Uuid } from '../../../shared/identifiers.ts'
import type { Draft } from './draft.ts'
import type { PhoneEnvironment } from '../phone/phone-environment.ts'

type Rescuing = Pick<PhoneEnvironment, 'marker'>
type Rescued = Record<Uuid, Draft>

const key = 'lygte-draft'

/**
 * Drafts of a page that had no time for its database: a reload aborts transactions that have not completed, but a synchronous store
 * is written before the page ends. They are merged the next time the drafts are read.
 */
export function rescueDraft({ marker }: Rescuing, draft: Draft): void {
  keep({ marker }, { ...rescuedDrafts({ marker }), [draft.observationId]: draft })
}

export function rescuedDrafts({ marker }: Rescuing): Rescued {
  try {
    return JSON.parse(marker?.getItem(key) ?? '{}') as Rescued
  } catch {
    // Forbidden, or not written by this app: the database is what counts.
    return {}
  }
}

/** The database holds the rescued draft, or the draft is gone. */
export function forgetRescued({ marker }: Rescuing, ids: readonly Uuid[]): void {
  const rescued = rescuedDrafts({ marker })
  if (!ids.some((id) => id in rescued)) return
  keep({ marker }, Object.fromEntries(Object.entries(rescued).filter(([id]) => !ids.includes(id))))
}

function keep({ marker }: Rescuing, rescued: Rescued): void {
  try {
    if (Object.keys(rescued).length === 0) marker?.removeItem(key)
    else marker?.setItem(key, JSON.stringify(rescued))
  } catch {
    // Full or forbidden: the database was written as well.
  }
}
