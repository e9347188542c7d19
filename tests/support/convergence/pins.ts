import type { Pin } from '../../../client/local/pins/pin.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { hashOf, makePhoto, type Action, type World } from './world.ts'
import type { SimulatedPhone } from '../phones/simulated-phone.ts'

const categories = ['lys.slukket', 'vej.hul', 'god.plads', 'ren.affald', 'adf.ophold']

/** A pin with or without photos, written as the screens write it: draft, photos, save. */
export const capture: Action = async (world, phone) => {
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

export const edit: Action = async (world, phone) => {
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

export const comment: Action = async (world, phone) => {
  const pin = await somePin(world, phone)
  if (!pin) return 'nothing to comment'
  const text = `c${world.random.below(1e9)}`
  const done = await phone.act((client) => client.capture.comment(pin.id, text))
  return `comment ${pin.id} ${done === 'died' ? 'died' : done.ok}`
}

/** What somebody else has pinned, and back again. */
export const seeToo: Action = async (world, phone) => {
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
export const respond: Action = async (world, phone) => {
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

export const chooseStop: Action = async (world, phone) => {
  const pin = await somePin(world, phone)
  if (!pin || !phone.saved.has(pin.id)) return 'no stop to choose'
  const stop = world.random.pick(['none', null] as const)
  const writtenFor = world.random.pick(['walker', null] as const)
  const done = await phone.act((client) => client.capture.edit(pin.id, { stop, writtenFor }))
  return `stop ${pin.id} ${done === 'died' ? 'died' : done.ok}`
}

export const addPhoto: Action = async (world, phone) => {
  const pin = await somePin(world, phone)
  if (!pin || !phone.saved.has(pin.id)) return 'nothing to photograph'
  const photo = makePhoto(world)
  const done = await phone.act((client) => client.capture.addPhotoTo(pin.id, photo))
  if (done !== 'died' && done.ok) {
    phone.savedPhotos.set(done.value, { entity: pin.id, sha256: hashOf(photo) })
  }
  return `photo ${pin.id} ${done === 'died' ? 'died' : done.ok}`
}

export const withdraw: Action = async (world, phone) => {
  const pin = await somePin(world, phone)
  if (!pin) return 'nothing to withdraw'
  world.withdrawn.add(pin.id)
  const done = await phone.act((client) => client.capture.withdraw(pin.id))
  if (pin.isNeverSent) phone.forget(pin.id)
  else if (phone.saved.has(pin.id)) phone.takenBack.add(pin.id)
  return `withdraw ${pin.id} ${done === 'died' ? 'died' : done.ok}`
}

export const mend: Action = async (world, phone) => {
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
