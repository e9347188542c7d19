import type { TestClient } from './build-client.ts'

/** Shows a code on the old phone. */
export async function moveCodeOf(old: TestClient): Promise<string> {
  const offer = await (await old.walks.moves()).offer()
  if (!offer.ok) throw new Error(offer.problem.code)
  return offer.value.code
}

/** Types a code on the new phone; returns how it went: the code of the refusal, or `moved`. */
export async function takeMove(fresh: TestClient, code: string): Promise<string> {
  const taken = await (await fresh.walks.moves()).take(code)
  return taken.ok ? 'moved' : taken.problem.code
}
