import { expect } from 'vitest'
import { voteOf } from '../../../client/features/walk/stops/stop-states.ts'
import { argsOf } from '../../../client/local/outbox/outbox-entry.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { limits } from '../../../shared/limits.ts'
import type { DiskContents, SimulatedPhone } from '../phones/simulated-phone.ts'
import type { World } from './world.ts'

/** One phone votes for some of what it shows, with a network or without one. */
export async function giveVote(world: World, phone: SimulatedPhone): Promise<string> {
  const { random, walkId } = world
  const pins = await phone.act((client) => client.pins.list(walkId))
  if (pins === 'died' || pins.length === 0) return 'nothing to vote for'
  const chosen = pins.filter(() => random.chance(0.4)).slice(0, limits.topFindings)
  const ids = chosen.map(({ id }) => id)
  const kept = await phone.act(async (client) => {
    const { gathering } = await client.answers.leading()
    return gathering.vote(walkId, ids)
  })
  if (kept !== 'died' && !kept.ok) expect(kept.problem.code).toBe('vote-closed')
  return `vote ${ids.join(' ')} ${kept === 'died' ? 'died' : kept.ok}`
}

/** Remembers what a phone has voted, from what it means to send. */
export function noteVotes(phone: SimulatedPhone, { entries }: DiskContents): void {
  for (const entry of entries.filter(({ name }) => name === 'walk-vote.set')) {
    phone.votes.set(entry.id, (argsOf(entry) as { findings: Uuid[] }).findings)
  }
}

/** At rest: of each phone the last vote that was taken counts, and the phone shows that one; what came late counts for nothing. */
export async function checkVotes(
  { stage, walkId, phones }: World,
  ledger: ReadonlyMap<Uuid, string>,
): Promise<number> {
  const rows = await stage.store.db
    .selectFrom('walk_votes')
    .select(['client_id', 'findings'])
    .where('walk_id', '=', walkId)
    .execute()
  const stored = new Map(rows.map((row) => [row.client_id, row.findings]))
  for (const phone of phones) {
    const { current } = await phone.client.walks.read()
    const fates = [...phone.votes].map(([id, findings]) => ({ findings, fate: ledger.get(id) }))
    const last = fates.findLast(({ fate }) => fate === 'applied')
    expect(stored.get(current?.clientId ?? ''), `vote of ${phone.name}`).toEqual(last?.findings)
    const { own } = await phone.client.answers.read(walkId)
    const isRefused = fates.findLast(({ fate }) => fate !== undefined)?.fate === 'refused'
    if (!isRefused)
      expect(voteOf(own), `${phone.name} shows its vote`).toEqual(last?.findings ?? [])
  }
  return rows.length
}
