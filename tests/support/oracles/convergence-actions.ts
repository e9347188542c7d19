import type { Pin } from '../../../client/local/pins/pin.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { standingPlan } from '../../../shared/observation/promises/moved-date.ts'
import { isVoteOpen } from '../../../shared/walk/vote/vote.ts'
import type { CrashPlan } from '../phones/phone-disk.ts'
import {
  hashOf,
  makePhoto,
  pushAsOfficial,
  serverObservations,
  type World,
} from './convergence-world.ts'
import { giveAnswer } from './convergence-answers.ts'
import { giveVote } from './convergence-votes.ts'
import type { SimulatedPhone } from '../phones/simulated-phone.ts'

type Action = (world: World, phone: SimulatedPhone) => Promise<string>

const categories = ['lys.slukket', 'vej.hul', 'god.plads', 'ren.affald', 'adf.ophold']

/** A pin with or without photos, written as the screens write it: draft, photos, save. */
const capture: Action = async (world, phone) => {
  const { random } = world
  const category = random.pick(categories)
  const text = `t${random.below(1e9)}`
  const photos = category.startsWith('adf.') || random.chance(0.5) ? [] : [makePhoto(world)]
  let photoId: Uuid | undefined
  let entity: Uuid = ''
  const saved = await phone.act(async (client) => {
    // Now and then outside the town: the phone does not know, the server refuses.
    const longitude = random.chance(0.1) ? 12.5 : 9.9 + random.next() / 50
    const position = { longitude, latitude: 57.05, source: 'gps' as const }
    let draft = { ...client.capture.newDraft(world.walkId), category, text, position }
    entity = draft.observationId
    await client.capture.saveDraft(draft)
    for (const photo of photos) {
      photoId = await client.capture.addPhoto(draft, photo)
      draft = { ...draft, photoIds: [...draft.photoIds, photoId] }
    }
    return client.capture.save(draft)
  })
  if (saved === 'died') return `capture ${entity} died`
  if (!saved.ok) return `capture refused ${saved.problem.code}`
  phone.saved.add(entity)
  phone.texts.set(entity, text)
  for (const photo of photos) {
    if (photoId) phone.savedPhotos.set(photoId, { entity, sha256: hashOf(photo) })
  }
  return `capture ${entity}`
}

async function somePin(world: World, phone: SimulatedPhone): Promise<Pin | undefined> {
  const pins = await phone.act((client) => client.pins.list(world.walkId))
  if (pins === 'died' || pins.length === 0) return undefined
  const own = pins.filter(({ id }) => phone.saved.has(id))
  return world.random.pick(own.length > 0 && world.random.chance(0.8) ? own : pins)
}

const edit: Action = async (world, phone) => {
  const pin = await somePin(world, phone)
  if (!pin) return 'nothing to edit'
  const text = `e${world.random.below(1e9)}`
  const isOwn = phone.saved.has(pin.id)
  const before = phone.texts.get(pin.id)
  const done = await phone.act((client) => client.capture.edit(pin.id, { text }))
  if (!isOwn && (done === 'died' || done.ok)) world.touched.add(pin.id)
  // Whether a dying page had committed is for the disk to say, so this pin's text is not judged.
  if (done === 'died' && before !== undefined) world.touched.add(pin.id)
  if (done !== 'died' && done.ok && isOwn) phone.texts.set(pin.id, text)
  return `edit ${pin.id} ${done === 'died' ? 'died' : done.ok ? text : done.problem.code}`
}

const comment: Action = async (world, phone) => {
  const pin = await somePin(world, phone)
  if (!pin) return 'nothing to comment'
  const text = `c${world.random.below(1e9)}`
  const done = await phone.act((client) => client.capture.comment(pin.id, text))
  return `comment ${pin.id} ${done === 'died' ? 'died' : done.ok}`
}

/** What somebody else has pinned, and back again. */
const seeToo: Action = async (world, phone) => {
  const { random } = world
  const pins = await phone.act((client) => client.pins.list(world.walkId))
  if (pins === 'died') return 'see too died'
  const others = pins.filter(({ id }) => !phone.saved.has(id))
  if (others.length === 0) return 'nothing to see too'
  const pin = random.pick(others)
  const said = random.pick([{ sees: true }, { sees: true, feeling: 2 as const }, { sees: false }])
  const done = await phone.act((client) => client.capture.respond(pin.id, said))
  if (phone.seenToo.has(pin.id)) phone.seenTooAgain.add(pin.id)
  phone.seenToo.add(pin.id)
  return `see too ${pin.id} ${said.sees} ${done === 'died' ? 'died' : done.ok}`
}

/** Of answers that officials have given: an answer to their question, or that it is not solved. */
const respond: Action = async (world, phone) => {
  const { random } = world
  const pins = await phone.act((client) => client.pins.list(world.walkId))
  if (pins === 'died') return 'respond died'
  const answered = pins.filter(({ observation }) => observation.answer !== null)
  if (answered.length === 0) return 'nothing to respond to'
  const pin = random.pick(answered)
  const kind = random.pick(['answer-question', 'not-solved'] as const)
  const said = { kind, text: `r${random.below(1e9)}` }
  const done = await phone.act((client) => client.capture.respond(pin.id, said))
  return `${kind} ${pin.id} ${done === 'died' ? 'died' : done.ok}`
}

const chooseStop: Action = async (world, phone) => {
  const pin = await somePin(world, phone)
  if (!pin || !phone.saved.has(pin.id)) return 'no stop to choose'
  const stop = world.random.pick(['none', null] as const)
  const writtenFor = world.random.pick(['walker', null] as const)
  const done = await phone.act((client) => client.capture.edit(pin.id, { stop, writtenFor }))
  return `stop ${pin.id} ${done === 'died' ? 'died' : done.ok}`
}

const addPhoto: Action = async (world, phone) => {
  const pin = await somePin(world, phone)
  if (!pin || !phone.saved.has(pin.id)) return 'nothing to photograph'
  const photo = makePhoto(world)
  const done = await phone.act((client) => client.capture.addPhotoTo(pin.id, photo))
  if (done !== 'died' && done.ok) {
    phone.savedPhotos.set(done.value, { entity: pin.id, sha256: hashOf(photo) })
  }
  return `photo ${pin.id} ${done === 'died' ? 'died' : done.ok}`
}

const withdraw: Action = async (world, phone) => {
  const pin = await somePin(world, phone)
  if (!pin) return 'nothing to withdraw'
  world.withdrawn.add(pin.id)
  const done = await phone.act((client) => client.capture.withdraw(pin.id))
  if (pin.isNeverSent) phone.forget(pin.id)
  else if (phone.saved.has(pin.id)) phone.takenBack.add(pin.id)
  return `withdraw ${pin.id} ${done === 'died' ? 'died' : done.ok}`
}

const mend: Action = async (world, phone) => {
  const pins = await phone.act((client) => client.pins.list(world.walkId))
  if (pins === 'died') return 'mend died'
  const refused = pins.find(({ delivery }) => delivery === 'refused')
  if (!refused) return 'nothing to mend'
  const choice = world.random.below(4)
  if (choice === 0) {
    await phone.act((client) => client.capture.retry(refused.id))
    return `retry ${refused.id}`
  }
  if (choice > 1) {
    const mended = await phone.act(async (client) => {
      const draft = await client.capture.draftOf(refused.id)
      const position = { longitude: 9.92, latitude: 57.05, source: 'map' as const }
      return draft && client.capture.fixAndResend(refused.id, { ...draft, position })
    })
    return `fix ${refused.id} ${mended === 'died' ? 'died' : mended?.ok}`
  }
  await phone.act((client) => client.capture.discard(refused.id))
  phone.forget(refused.id)
  world.touched.add(refused.id)
  return `discard ${refused.id}`
}

/** What the leader does while the walk is gathered, on findings of anybody. */
const gather: Action = async (world, phone) => {
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
const turnVote: Action = async (world, phone) => {
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

const triage: Action = async (world) => {
  const { random, stage } = world
  const observations = await serverObservations(world)
  if (observations.length === 0) return 'nothing to triage'
  const seen = random.pick(observations)
  const { carla } = stage.town.officials
  const target = { observationId: seen.id }
  const { partyIds, dueOn, status } = seen
  switch (random.below(6)) {
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
    case 4: {
      const args = { ...target, base: status, text: 'Budget', plannedFor: '2028' }
      return pushAsOfficial(world, carla, { name: 'observation.await-budget@1', args })
    }
    case 5: {
      const base = standingPlan(seen) ?? '2027-01'
      const plannedFor = random.pick(['2027-03', '2027-09'])
      return pushAsOfficial(world, carla, {
        name: 'observation.move-plan@1',
        args: { ...target, base, plannedFor, reason: 'Frost' },
      })
    }
    case 1: {
      const next = random.pick(['accepted', 'planned', 'needs-info', 'done', 'declined'])
      const details = { text: 'Svar', on: '2026-11-01', reason: 'other', plannedFor: '2027-03' }
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
