import type { CrashPlan } from '../phones/phone-disk.ts'
import { giveAnswer } from './answers.ts'
import { gather, turnVote } from './lead.ts'
import {
  addPhoto,
  capture,
  chooseStop,
  comment,
  edit,
  mend,
  respond,
  seeToo,
  withdraw,
} from './pins.ts'
import { triage } from './triage.ts'
import { giveVote } from './votes.ts'
import type { Action, World } from './world.ts'

const cycle: Action = async (_world, phone) => {
  const result = await phone.act((client) => client.runner.runOnce())
  return `cycle ${result === 'died' ? 'died' : result.kind}`
}

const switchNetwork: Action = async (world, phone) => {
  phone.isOnline = !phone.isOnline
  phone.faultShare = world.random.pick([0, 0.2, 0.5])
  return `network ${phone.isOnline ? `on, ${phone.faultShare} bad` : 'off'}`
}

const deliverLate: Action = async (_world, phone) => {
  await phone.api.deliverLate()
  return 'late requests arrive'
}

const restart: Action = async (_world, phone) => {
  phone.restart()
  return 'restart'
}

const jumpClock: Action = async (world, phone) => {
  const by = world.random.pick([-31_536_000_000, -3_600_000, 3_600_000, 31_536_000_000])
  phone.clock.jump(by)
  return `clock ${by}`
}

const actions: [weight: number, name: string, action: Action][] = [
  [7, 'capture', capture],
  [3, 'edit', edit],
  [2, 'comment', comment],
  [2, 'add photo', addPhoto],
  [2, 'see too', seeToo],
  [2, 'respond', respond],
  [1, 'stop', chooseStop],
  [1, 'withdraw', withdraw],
  [2, 'mend', mend],
  [6, 'answer', giveAnswer],
  [12, 'cycle', cycle],
  [3, 'network', switchNetwork],
  [2, 'late', deliverLate],
  [1, 'restart', restart],
  [1, 'clock', jumpClock],
  [3, 'triage', triage],
  [3, 'gather', gather],
  [3, 'vote', giveVote],
  [1, 'turn vote', turnVote],
]
const total = actions.reduce((sum, [weight]) => sum + weight, 0)

/** One step of the schedule: somebody does something, perhaps on a page that dies of one of its next commits. */
export async function takeStep(world: World): Promise<void> {
  const { random } = world
  const phone = random.pick(world.phones)
  let at = random.below(total)
  const chosen = actions.find(([weight]) => (at -= weight) < 0)
  const crash: CrashPlan | undefined = random.chance(0.15)
    ? { commit: 1 + random.below(6), when: random.pick(['before', 'after']) }
    : undefined
  if (crash) phone.client.life.crashAt(crash)
  const plan = crash ? ` [dies ${crash.when} commit ${crash.commit}]` : ''
  const result = (await chosen?.[2](world, phone)) ?? 'nothing'
  world.log.push(`${phone.name}${plan}: ${result}`)
  await world.stage.app.jobs.settled()
}
