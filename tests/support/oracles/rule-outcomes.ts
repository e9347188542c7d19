import type { applyMutation } from '../../../shared/sync/apply-mutation.ts'

/** A refusal as a whole, to compare with. */
export const refusedWith = (code: string, detail?: Record<string, unknown>) => ({
  ok: false,
  problem: detail ? { code, detail } : { code },
})

/** What a rule made of it; throws when it refused. */
export function applied(outcome: ReturnType<typeof applyMutation>) {
  if (!outcome.ok) throw new Error(`refused: ${outcome.problem.code}`)
  return outcome.value
}
