import { expect } from 'vitest'
import { argsOf } from '../../../client/local/outbox/outbox-entry.ts'
import { limits } from '../../../shared/limits.ts'
import type { Outcome } from '../../../shared/problem.ts'
import { nothingObserved, observedFactors, observedSteps } from '../../../shared/rating/observed.ts'
import { aloneAnswers, answerMoments, feelings, reasons } from '../../../shared/rating/rating.ts'
import { readWalk } from '../../../server/store/walks/walk-store.ts'
import { readRatings, readWalkAnswers } from '../../../server/store/ratings/rating-store.ts'
import { readObserved } from '../../../server/store/ratings/observed-store.ts'
import type { DiskContents, SimulatedPhone } from '../phones/simulated-phone.ts'
import type { World } from './world.ts'

/** The last answer that a phone may have kept to one question: two when a page died of keeping it. */
type Possible = Set<string>

/** Answers of one phone: what each question may have been answered with last, and the random names it answers under. */
export class GivenAnswers {
  readonly last = new Map<string, Possible>()
  readonly names = new Set<string>()
  /** Lines to everybody, and whether each is certainly on the phone: of a page that died nobody knows. */
  readonly said = new Map<string, 'kept' | 'died'>()

  note(question: string, answer: object, outcome: Outcome<void> | 'died'): void {
    const before = outcome === 'died' ? (this.last.get(question) ?? [nothing]) : []
    this.last.set(question, new Set([...before, JSON.stringify(answer)]))
  }
}

const nothing = 'nothing'

/** One answer of one person: to a stop, to the questions about the area, or by function of what is there. */
export async function giveAnswer(world: World, phone: SimulatedPhone): Promise<string> {
  const { random, walkId } = world
  const stopId = random.pick(world.stopIds)
  const kinds = { walker: 2, recorder: 3, leader: 4 }
  const kind = random.below(kinds[phone.role])
  if (kind === 0) {
    const answer = {
      feeling: random.pick(feelings),
      alone: random.pick(aloneAnswers),
      reasons: random.chance(0.5) ? [random.pick(reasons)] : [],
      isSkipped: false,
    }
    const kept = await phone.act((client) => client.answers.rateStop({ walkId, stopId }, answer))
    return noted(phone, { question: `rating ${stopId}`, answer, kept })
  }
  if (kind === 1) {
    const moment = random.pick(answerMoments)
    const answer = {
      dark: 1 + random.below(7),
      day: 1 + random.below(7),
      avoids: null,
      trust: null,
    }
    const kept = await phone.act((client) => client.answers.answerArea({ walkId, moment }, answer))
    return noted(phone, { question: `area ${moment}`, answer, kept })
  }
  if (kind === 3) {
    const line = `l${random.below(1e9)}`
    const kept = await phone.act((client) => client.answers.say(walkId, line))
    expect(kept === 'died' || kept.ok, `${phone.name}: a line was not kept`).toBe(true)
    phone.given.said.set(line, kept === 'died' ? 'died' : 'kept')
    return `line ${kept === 'died' ? 'died' : line}`
  }
  const answer = { ...nothingObserved, [random.pick(observedFactors)]: random.pick(observedSteps) }
  const kept = await phone.act((client) => client.answers.observeStop({ walkId, stopId }, answer))
  return noted(phone, { question: `observed ${stopId}`, answer, kept })
}

interface Given {
  question: string
  answer: object
  kept: Outcome<void> | 'died'
}

function noted(phone: SimulatedPhone, { question, answer, kept }: Given): string {
  expect(kept === 'died' || kept.ok, `${phone.name}: ${question} was not kept`).toBe(true)
  phone.given.note(question, answer, kept)
  return `${question} ${kept === 'died' ? 'died' : JSON.stringify(answer)}`
}

/** Remembers the names under which a phone answers, from what it means to send. */
export function noteNames(phone: SimulatedPhone, { entries }: DiskContents): void {
  for (const entry of entries) {
    const { respondent, observer } = argsOf(entry) as { respondent?: string; observer?: string }
    const name = respondent ?? observer
    if (name !== undefined) phone.given.names.add(name)
  }
}

/** At rest: the server has the last answer of every phone to every question, once, and no other. */
export async function checkAnswers(world: World): Promise<number> {
  const rows = await serverAnswers(world)
  for (const phone of world.phones) {
    const { names, last } = phone.given
    expect(names.size, `names of ${phone.name}`).toBeLessThanOrEqual(2)
    const own = rows.filter(({ name }) => names.has(name))
    const asked = own.map(({ question }) => question)
    expect(new Set(asked).size, `${phone.name} has an answer twice`).toBe(asked.length)
    expect([...last.keys()], `answers of ${phone.name}`).toEqual(expect.arrayContaining(asked))
    for (const [question, possible] of last) {
      const stored = own.find((row) => row.question === question)?.answer ?? nothing
      expect([...possible], `${phone.name}: ${question}`).toContain(stored)
    }
  }
  await checkLines(world)
  const known = new Set(world.phones.flatMap((phone) => [...phone.given.names]))
  expect(rows.filter(({ name }) => !known.has(name))).toEqual([])
  return rows.length
}

/** At rest: each line was said once, and those that are kept are the newest to arrive. */
async function checkLines({ stage, walkId, phones }: World): Promise<void> {
  const walk = await readWalk(stage.store.db, { municipalityId: stage.town.id, walkId })
  const texts = (walk?.said ?? []).map(({ text }) => text)
  const said = phones.flatMap((phone) => [...phone.given.said])
  expect(new Set(texts).size, 'a line is there twice').toBe(texts.length)
  expect(said.map(([text]) => text)).toEqual(expect.arrayContaining(texts))
  const events = await stage.store.db
    .selectFrom('events')
    .select('mutation_id')
    .where('space_id', '=', walkId)
    .where('kind', '=', 'line-said')
    .execute()
  const certain = said.filter(([, fate]) => fate === 'kept').length
  expect(events.length, 'lines that arrived').toBeGreaterThanOrEqual(certain)
  expect(events.length, 'lines that arrived').toBeLessThanOrEqual(said.length)
  expect(texts.length).toBe(Math.min(events.length, limits.saidLines))
}

interface StoredAnswer {
  name: string
  question: string
  answer: string
}

async function serverAnswers({ stage, walkId }: World): Promise<StoredAnswer[]> {
  const key = { municipalityId: stage.town.id, walkId }
  const { db } = stage.store
  const [ratings, area, observed] = await Promise.all([
    readRatings(db, key),
    readWalkAnswers(db, key),
    readObserved(db, key),
  ])
  return [
    ...ratings.map(({ respondent, stopId, feeling, alone, reasons: why, isSkipped }) => ({
      name: respondent,
      question: `rating ${stopId}`,
      answer: JSON.stringify({ feeling, alone, reasons: why, isSkipped }),
    })),
    ...area.map(({ respondent, moment, dark, day, avoids, trust }) => ({
      name: respondent,
      question: `area ${moment}`,
      answer: JSON.stringify({ dark, day, avoids, trust }),
    })),
    ...observed.map(({ observer, stopId, factors }) => ({
      name: observer,
      question: `observed ${stopId}`,
      answer: JSON.stringify({ ...nothingObserved, ...factors }),
    })),
  ]
}
