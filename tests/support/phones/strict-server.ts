import { Compile } from 'typebox/compile'
import { applyMutation } from '../../../shared/sync/registry.ts'
import { KnownSubjects } from '../../../server/sync/push/known-subjects.ts'
import { readMutations } from '../../../server/sync/push/read-mutation.ts'
import type { MutationResult } from '../../../shared/sync/feed.ts'
import { limits } from '../../../shared/limits.ts'
import { syncContract } from '../../../shared/contract/sync-contract.ts'
import type { BatchState } from '../../../server/sync/push/batch-state.ts'
import { judgeMutations } from '../../../server/sync/push/judge-mutations.ts'
import { makeContext } from '../fixtures/make-observation.ts'
import { serverTime, type PushBody, type ScriptedApi } from './scripted-api.ts'

const isPush = Compile(syncContract.push.body)

/** Lets the script judge as the server does, the shape of each request first; returns everything that was not accepted. */
export function judgeStrictly(api: ScriptedApi): MutationResult[] {
  const refused: MutationResult[] = []
  const state: BatchState = {
    head: 0n,
    answers: new Map(),
    subjects: new KnownSubjects(),
    photos: new Map(),
    takenPhotos: new Set(),
    numbers: [],
    placesLeft: limits.observationsPerWalk,
  }
  api.onPush = (body) => {
    if (!isPush.Check(body)) throw new Error(`not by the contract: ${JSON.stringify(body)}`)
    const judgements = judgeMutations(readMutations(body.mutations), state, judgingFor(body))
    refused.push(...judgements.map(({ result }) => result).filter(isRefused))
    return api.applied(body, (result, index) => judgements[index]?.result ?? result)
  }
  return refused
}

const isRefused = ({ status }: MutationResult): boolean => status !== 'applied'

const judgingFor = ({ clientId }: PushBody) => {
  const actor = { kind: 'device', clientId, role: 'walker' } as const
  const { capturedAt: _, ...context } = makeContext({ actor })
  return {
    apply: applyMutation,
    spaceId: context.walkId,
    context: { ...context, receivedAt: serverTime },
    parkLate: true,
  }
}
