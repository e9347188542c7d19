import type { TestMunicipality, TestPerson } from '../fixtures/people.ts'

/** Every role of domain.md §4, strangers of each kind, and nobody. */
export const callers = [
  'author',
  'walker',
  'recorder',
  'leader',
  'outsider',
  'foreignPhone',
  'assignedOfficial',
  'otherOfficial',
  'coordinator',
  'effortOwner',
  'admin',
  'viewer',
  'foreignCoordinator',
  'nobody',
] as const
export type Caller = (typeof callers)[number]

/** Another municipality's people are as much strangers as anybody. */
export function peopleOf(
  town: TestMunicipality,
  abroad: TestMunicipality,
): Record<Exclude<Caller, 'nobody'>, TestPerson> {
  const { phones, officials } = town
  return {
    author: phones.anna,
    walker: phones.ole,
    recorder: phones.rita,
    leader: phones.lone,
    outsider: phones.dan,
    foreignPhone: abroad.phones.anna,
    assignedOfficial: officials.kim,
    otherOfficial: officials.pia,
    coordinator: officials.carla,
    effortOwner: officials.eva,
    admin: officials.adam,
    viewer: officials.vera,
    foreignCoordinator: abroad.officials.carla,
  }
}
