import { ref, shallowRef } from 'vue'
import type { Problem } from '../../../shared/problem.ts'
import type { WalkServices } from '../../sync/services/walk-services.ts'

/** The phone's session has expired: the walk's own code renews it, and sending continues by itself. */
export function createSignIn({ walks }: Pick<WalkServices, 'walks'>) {
  const isSigningIn = ref(false)
  /** Why the last attempt failed; `away`: the server did not answer. */
  const signInTrouble = shallowRef<Problem | 'away' | null>(null)

  async function signInAgain(): Promise<void> {
    isSigningIn.value = true
    signInTrouble.value = null
    try {
      const { current } = await walks.read()
      const outcome = current && (await walks.join(current.code, current.displayName ?? undefined))
      if (outcome && !outcome.ok) signInTrouble.value = outcome.problem
    } catch {
      signInTrouble.value = 'away'
    } finally {
      isSigningIn.value = false
    }
  }

  return { isSigningIn, signInTrouble, signInAgain }
}
