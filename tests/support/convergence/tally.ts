import { checkAnswers } from './answers.ts'
import { readServer } from './checks.ts'
import { checkVotes } from './votes.ts'
import { serverObservations, type World } from './world.ts'

/** What a whole run has met; a run that meets nothing proves nothing. */
export interface Tally {
  deaths: number
  applied: number
  refused: number
  photosStored: number
  restricted: number
  answers: number
  votes: number
}

export const emptyTally = (): Tally => ({
  deaths: 0,
  applied: 0,
  refused: 0,
  photosStored: 0,
  restricted: 0,
  answers: 0,
  votes: 0,
})

export async function addToTally(tally: Tally, world: World): Promise<void> {
  const { ledger } = await readServer(world)
  const observations = await serverObservations(world)
  const statuses = [...ledger.values()]
  const photos = observations.flatMap((observation) => observation.photos)
  tally.deaths += world.phones.reduce((sum, { deaths }) => sum + deaths, 0)
  tally.applied += statuses.filter((status) => status === 'applied').length
  tally.refused += statuses.filter((status) => status === 'refused').length
  tally.photosStored += photos.filter(({ state }) => state === 'stored').length
  tally.answers += await checkAnswers(world)
  tally.votes += await checkVotes(world, ledger)
  tally.restricted += observations.filter(({ category }) => category.startsWith('adf.')).length
}
