import { parseArgs } from 'node:util'
import { isUuid } from '../../shared/identifiers.ts'
import { limits } from '../../shared/limits.ts'
import type { MutationEnvelope } from '../../shared/sync/mutation-envelope.ts'
import type { Store } from '../store/database/database.ts'
import { listParked, type ParkedMutation } from '../store/spaces/parked-mutations.ts'
import { closeParked } from '../sync/parked/close-parked.ts'
import { replayParked, type ReplayedMutation } from '../sync/parked/replay-parked.ts'
import { UsageError } from './usage-error.ts'

const nothing = 'Nothing is parked.'

/** Lists the parked mutations, oldest first: when, why, and what the person wrote. */
export async function listParkedCommand(store: Store): Promise<string> {
  const parked = await listParked(store)
  return parked.length === 0 ? nothing : parked.map(entryOf).join('\n')
}

function entryOf({ mutationId, parkedAt, reason, envelope }: ParkedMutation): string {
  const { name, v, args, capturedAt } = JSON.parse(envelope) as MutationEnvelope
  return [
    `${mutationId}  ${parkedAt.toISOString()}  ${reason}`,
    `  ${name}@${String(v)}, made ${capturedAt}: ${JSON.stringify(args)}`,
  ].join('\n')
}

/** Replays parked mutations, all of them or the ids named; returns one line for each. */
export async function replayParkedCommand(store: Store, ids: readonly string[]): Promise<string> {
  ids.forEach(requireId)
  const replayed = await replayParked(store, ids.length > 0 ? ids : undefined)
  if (replayed.length === 0) return nothing
  return replayed.map(lineOf).join('\n')
}

const lineOf = ({ mutationId, status, code, error }: ReplayedMutation): string =>
  [mutationId, status, code ?? error ?? ''].join(' ').trim()

/** Closes parked mutations that will not be applied, with a sentence that their author reads on the phone. */
export async function closeParkedCommand(store: Store, args: string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { sentence: { type: 'string', default: '' } },
  })
  const [id = '', ...more] = positionals
  if (more.length > 0) throw new UsageError('close-parked closes one mutation at a time.')
  const mutationId = requireId(id)
  const sentence = readSentence(values.sentence)
  const closed = await closeParked(store, { mutationId, sentence, now: Date.now() })
  if (!closed) throw new UsageError('Nothing of this id is parked; see list-parked.')
  return 'It is closed. Its phone asks within ten minutes of being open, and shows the sentence.'
}

function requireId(id: string): string {
  if (!isUuid(id)) throw new UsageError(`"${String(id)}" is no id of a mutation.`)
  return id
}

function readSentence(text: string): string {
  const sentence = text.replace(/\s+/g, ' ').trim()
  if (sentence === '') throw new UsageError('--sentence is missing: its author reads it.')
  if (sentence.length > limits.closingCharacters) {
    throw new UsageError(
      `--sentence must be at most ${String(limits.closingCharacters)} characters.`,
    )
  }
  return sentence.toWellFormed()
}
