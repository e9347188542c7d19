import { callers, type Caller } from '../callers.ts'

export const strangePhones = ['outsider', 'foreignPhone'] as const
export const deskAccounts = [
  'assignedOfficial',
  'otherOfficial',
  'coordinator',
  'effortOwner',
  'admin',
  'foreignCoordinator',
] as const
export const accounts = [...deskAccounts, 'viewer'] as const

/** A status for everybody, then for some, later ones winning. */
export function statuses(
  rest: number,
  ...groups: (readonly [readonly Caller[], number])[]
): Record<Caller, number> {
  const pairs = callers.map((caller) => {
    const group = groups.findLast(([members]) => members.includes(caller))
    return [caller, group?.[1] ?? rest] as const
  })
  return Object.fromEntries(pairs) as Record<Caller, number>
}

export const everybody = statuses(200)
export const onlyAccounts = (status: number) => statuses(401, [accounts, status])
export const onlyDesk = statuses(401, [deskAccounts, 200], [['viewer'], 403])
/** Restricted: the coordinator and the assigned party; for others at the desk it is not there. */
export const restrictedAtDesk = statuses(
  401,
  [deskAccounts, 404],
  [['viewer'], 403],
  [['assignedOfficial', 'coordinator'], 200],
)

/** Those who may change the plan of the walk. */
export const organisers = (status: number) =>
  statuses(
    403,
    [['leader', 'coordinator'], status],
    [['foreignCoordinator'], 404],
    [['nobody'], 401],
  )
