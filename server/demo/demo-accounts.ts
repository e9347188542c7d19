import type { AccountRole } from '../../shared/access/roles.ts'
import { demoId, setUpAt } from './demo-ids.ts'

export const demoPassword = 'lygte-demo'

export type DemoOffice = 'koordinator' | 'kommune' | 'politi' | 'beredskab' | 'bolig' | 'admin'

export interface DemoAccount {
  id: string
  email: string
  /** Name of an office, not of a person. */
  name: string
  role: AccountRole
  partyIds: string[]
}

export type DemoAccounts = Partial<Record<DemoOffice, DemoAccount>>

type Office = Pick<DemoAccount, 'name' | 'role'> & { partyIds?: string[] }

/** Returns accounts at a mail domain; `label` keeps the ids of two cities apart. */
export function accountsAt(
  domain: string,
  label: string,
  offices: Partial<Record<DemoOffice, Office>>,
): DemoAccounts {
  const entries = Object.entries(offices).map(([office, { name, role, partyIds = [] }]) => {
    const id = demoId(`${label} ${office}`, setUpAt)
    return [office, { id, email: `${office}@${domain}`, name, role, partyIds }] as const
  })
  return Object.fromEntries(entries)
}
