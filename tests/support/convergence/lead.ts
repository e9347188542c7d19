import { isVoteOpen } from '../../../shared/walk/vote/vote.ts'
import type { Action } from './world.ts'

/** What the leader does while the walk is gathered, on findings of anybody. */
export const gather: Action = async (world, phone) => {
  if (phone.role !== 'leader') return 'gathers nothing'
  const { random, walkId } = world
  const pins = await phone.act((client) => client.pins.list(walkId))
  if (pins === 'died' || pins.length === 0) return 'nothing to gather'
  const [{ observation: one }, { observation: other }] = [random.pick(pins), random.pick(pins)]
  const target = { observationId: one.id }
  const rank = random.pick([1, 2, 3, null])
  const press = random.pick([
    { name: 'observation.review@1', args: target },
    { name: 'observation.link@1', args: { ...target, duplicateOf: other.id } },
    { name: 'observation.unlink@1', args: target },
    { name: 'observation.keep-apart@1', args: { ...target, otherId: other.id } },
  ] as const)
  const top = { name: 'walk.set-top@1', args: { walkId, findingId: one.id, rank } } as const
  const isTop = random.chance(0.4)
  const done = await phone.act(async (client) => {
    const { gathering } = await client.answers.leading()
    return isTop ? gathering.onWalk(top) : gathering.onFinding(one, press)
  })
  const what = isTop ? top.name : press.name
  return `${what} ${one.id} ${done === 'died' ? 'died' : done.ok}`
}

/** The leader opens the vote and closes it in turn. */
export const turnVote: Action = async (world, phone) => {
  if (phone.role !== 'leader') return 'turns no vote'
  const args = { walkId: world.walkId }
  const done = await phone.act(async (client) => {
    const { gathering } = await client.answers.leading()
    const isOpen = isVoteOpen((await gathering.read(world.walkId))?.walk ?? {})
    const name = isOpen ? 'walk.close-vote@1' : 'walk.open-vote@1'
    return gathering.onWalk({ name, args })
  })
  return `turns the vote ${done === 'died' ? 'died' : done.ok}`
}
