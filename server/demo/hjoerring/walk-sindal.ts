import type { DemoEvening } from '../demo-evening.ts'
import type { DemoObservation, DemoStep } from '../demo-story.ts'

/** A small walk in a town whose every street is on the demo's map: a Monday evening a week or two back. */
export function sindalObservations(evening: DemoEvening): DemoObservation[] {
  const { at, day, due, on, soon } = evening
  const reviewed: DemoStep = { do: 'status', status: 'reviewed', by: 'leader', at: at(100) }
  const assigned = (partyIds: string[], dueOn: string): DemoStep => ({
    do: 'assign',
    by: 'koordinator',
    at: on(1, '09:10'),
    ...{ partyIds, dueOn },
  })

  return [
    {
      place: 'Sindal Station, Jernbanegade',
      longitude: 10.20228,
      latitude: 57.46988,
      category: 'lys.svagt',
      severity: 2,
      text: 'Cykelskuret ligger i mørke, man finder sin cykel med telefonen',
      ownerType: 'rail',
      phone: 'walker 1',
      at: at(8),
      sentAt: at(9),
      accuracyMetres: 9,
      steps: [
        reviewed,
        assigned(['bane', 'hjk-vej'], due(2)),
        {
          do: 'status',
          status: 'accepted',
          by: 'kommune',
          at: on(3, '10:20'),
          text: 'Vi taler med banen om en lampe ved cyklerne.',
        },
      ],
    },
    {
      place: 'Gøgsigs Smøge ved Torvegade',
      longitude: 10.20147,
      latitude: 57.47202,
      category: 'lys.slukket',
      severity: 3,
      text: 'Begge lamper i smøgen er slukket. Godt med vandkunst, men man tør ikke gå der',
      ownerType: 'municipality',
      phone: 'walker 2',
      at: at(24),
      sentAt: at(25),
      accuracyMetres: 12,
      steps: [
        reviewed,
        assigned(['hjk-vej'], soon),
        {
          do: 'status',
          status: 'in-progress',
          by: 'kommune',
          at: on(4, '08:30'),
          text: 'Lamperne er bestilt. Vi sætter dem op i denne uge eller den næste.',
        },
      ],
    },
    {
      place: 'Nørre Torv',
      longitude: 10.20292,
      latitude: 57.47189,
      category: 'god.plads',
      severity: 0,
      text: 'Rart torv, lys i alle vinduer og folk foran pizzeriaet',
      phone: 'walker 1',
      at: at(38),
      sentAt: at(39),
      accuracyMetres: 7,
      steps: [reviewed],
    },
    {
      place: 'Sindal Anlæg, legepladsen',
      longitude: 10.20495,
      latitude: 57.4725,
      category: 'ren.glas',
      severity: 3,
      text: 'Glasskår under gyngerne',
      ownerType: 'municipality',
      phone: 'walker 3',
      at: at(52),
      sentAt: at(66),
      accuracyMetres: 11,
      steps: [
        reviewed,
        assigned(['hjk-park'], day(2)),
        {
          do: 'status',
          status: 'done',
          on: day(1),
          by: 'kommune',
          at: on(1, '12:15'),
          text: 'Sandet er renset for glas.',
        },
      ],
    },
    {
      place: 'Skolegade ved skolen',
      longitude: 10.19728,
      latitude: 57.47713,
      category: 'vej.skolevej',
      severity: 3,
      text: 'Bilerne kører stærkt forbi skolen, der er ingen helle ved busstoppet',
      ownerType: 'municipality',
      phone: 'walker 2',
      at: at(84),
      sentAt: at(86),
      accuracyMetres: 8,
      steps: [reviewed, assigned(['hjk-vej', 'politi'], day(4))],
    },
  ]
}
