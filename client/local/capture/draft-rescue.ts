import type { Uuid } from '../../../shared/identifiers.ts'
import type { Draft } from './draft.ts'
import type { PhoneEnvironment } from '../phone/phone-environment.ts'

type Rescuing = Pick<PhoneEnvironment, 'marker'>
type Rescued = Record<Uuid, Draft>

const key = 'lygte-draft'

/**
 * Drafts as a page left them that had no time for its database: a reload ends transactions that have not completed, a synchronous store
 * is written before the page goes. They are taken over the next time the drafts are read.
 */
export function rescueDraft({ marker }: Rescuing, draft: Draft): void {
  keep({ marker }, { ...rescuedDrafts({ marker }), [draft.observationId]: draft })
}

export function rescuedDrafts({ marker }: Rescuing): Rescued {
  try {
    return JSON.parse(marker?.getItem(key) ?? '{}') as Rescued
  } catch {
    // Forbidden, or not what this app wrote: the database is what counts.
    return {}
  }
}

/** The database holds what was rescued, or the draft is no more. */
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
    // Full or forbidden: the database was asked as well.
  }
}
