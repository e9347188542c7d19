import { standingPlan } from '../../../shared/observation/promises/moved-date.ts'
import { pushAsOfficial, serverObservations, type Action } from './world.ts'

export const triage: Action = async (world) => {
  const { random, stage } = world
  const observations = await serverObservations(world)
  if (observations.length === 0) return 'nothing to triage'
  const seen = random.pick(observations)
  const { carla } = stage.town.officials
  const target = { observationId: seen.id }
  const { partyIds, dueOn, status } = seen
  switch (random.below(7)) {
    case 0: {
      const assigned = { partyIds: ['road'], dueOn: random.pick(['2027-03-01', '2027-05-01']) }
      const args = { ...target, base: { partyIds, dueOn }, ...assigned }
      // Old clients and new ones.
      return random.chance(0.5)
        ? pushAsOfficial(world, carla, { name: 'observation.assign@1', args })
        : pushAsOfficial(world, carla, {
            name: 'observation.assign@2',
            args: { ...args, reason: 'Frost' },
          })
    }
    case 6: {
      // Only one of its parties may; as before another one the push is refused, which must not disturb anybody either.
      const partyId = partyIds[0] ?? 'road'
      const said = { partyId, reason: 'not-our-area', text: 'Ikke vores' }
      const args = { ...target, base: { partyIds }, ...said }
      return pushAsOfficial(world, stage.town.officials.kim, {
        name: 'observation.give-back@1',
        args,
      })
    }
    case 4: {
      const args = { ...target, base: status, text: 'Budget', plannedFor: '2098' }
      return pushAsOfficial(world, carla, { name: 'observation.await-budget@1', args })
    }
    case 5: {
      const base = standingPlan(seen) ?? '2097-01'
      const plannedFor = random.pick(['2097-03', '2097-09'])
      return pushAsOfficial(world, carla, {
        name: 'observation.move-plan@1',
        args: { ...target, base, plannedFor, reason: 'Frost' },
      })
    }
    case 1: {
      const next = random.pick(['accepted', 'planned', 'needs-info', 'done', 'declined'])
      const details = { text: 'Svar', on: '2026-11-01', reason: 'other', plannedFor: '2097-03' }
      const args = { ...target, base: status, status: next, ...details }
      return pushAsOfficial(world, carla, { name: 'observation.set-status@1', args })
    }
    case 2: {
      world.touched.add(seen.id)
      const changes = { text: { base: seen.text, value: `o${random.below(1e9)}` } }
      return pushAsOfficial(world, carla, {
        name: 'observation.edit@1',
        args: { ...target, changes },
      })
    }
    default: {
      // Restricted and open in turn: what becomes hidden has to leave the others' phones (C8).
      const value = random.pick(['adf.ophold', 'lys.slukket'])
      const changes = { category: { base: seen.category, value } }
      return pushAsOfficial(world, carla, {
        name: 'observation.edit@1',
        args: { ...target, changes },
      })
    }
  }
}
