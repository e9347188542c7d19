import { defineStore } from 'pinia'
import { computed, inject, ref, shallowRef, type Ref } from 'vue'
import type { Reply } from '../../../../shared/contract/api-contract.ts'
import { checkText } from '../../../../shared/observation/check-text.ts'
import { tidyName } from '../../../../shared/text/display-name.ts'
import type { Outcome, Problem } from '../../../../shared/problem.ts'
import { foldWalkCode, readWalkCode } from '../../../../shared/walk/walk-code.ts'
import { PhoneFullError, PhoneStorageError } from '../../../local/database/storage-errors.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'

/**
 * `phone`: the phone itself cannot keep it. `away`: nobody answered, or somebody else did; the same code works later. `other-person`:
 * what this one has written on the phone has not been sent yet. `no-code`, `damaged-link`: there is no code in what was typed, or in
 * the link that was followed.
 */
export type JoinTrouble =
  | { kind: 'away' }
  | { kind: 'phone' }
  | { kind: 'no-code' }
  | { kind: 'damaged-link' }
  | { kind: 'other-person'; name: string }
  | { kind: 'problem'; problem: Problem }

/** From a code to a walk on this phone. */
export const useJoinStore = defineStore('join', () => {
  const services = inject(walkServicesKey) as WalkServices
  const { walks } = services
  const code = ref('')
  const preview = shallowRef<Reply<'previewWalk'> | null>(null)
  const trouble = shallowRef<JoinTrouble | null>(null)
  const isBusy = ref(false)

  const attempt = createAttempt({ isBusy, trouble })

  /**
   * Looks up the code in what was typed or pasted; one that cannot be there is not asked for, since wrong codes are counted. `known`: this
   * phone takes part with that code already; its walk is open now, under the name it has there.
   */
  async function find(
    typed: string,
    without: 'no-code' | 'damaged-link' = 'no-code',
  ): Promise<'known' | 'asked'> {
    code.value = readWalkCode(typed)
    if (code.value === '') {
      trouble.value = { kind: without }
      return 'asked'
    }
    if (await openKnown(services, code.value).catch(() => false)) return 'known'
    preview.value = (await attempt(() => walks.preview(code.value))) ?? null
    return 'asked'
  }

  async function join(name: string): Promise<boolean> {
    const displayName = tidyName(name)
    // A phone that cannot be read holds nobody's work; joining says what is wrong with it.
    const other = displayName && (await walks.otherAuthor(displayName).catch(() => undefined))
    if (other) trouble.value = { kind: 'other-person', name: other }
    const join = () => joinAs(walks, code.value, displayName)
    return !other && (await attempt(join)) !== undefined
  }

  function reset(): void {
    code.value = ''
    preview.value = null
    trouble.value = null
  }

  return {
    code,
    preview,
    trouble,
    isBusy,
    waitSeconds: computed(() => waitOf(trouble.value)),
    find,
    join,
    reset,
  }
})

async function joinAs(walks: WalkServices['walks'], code: string, displayName: string) {
  const allowed = checkText(displayName, 'name')
  return allowed.ok ? walks.join(code, displayName || undefined) : allowed
}

/** Runs a step and keeps what went wrong with it; `undefined` when it did not come through. */
function createAttempt({ isBusy, trouble }: AttemptState) {
  return async <T>(work: () => Promise<Outcome<T>>): Promise<T | undefined> => {
    isBusy.value = true
    trouble.value = null
    try {
      const outcome = await work()
      if (outcome.ok) return outcome.value
      trouble.value = { kind: 'problem', problem: outcome.problem }
    } catch (error) {
      const isPhone = error instanceof PhoneStorageError || error instanceof PhoneFullError
      trouble.value = { kind: isPhone ? 'phone' : 'away' }
    } finally {
      isBusy.value = false
    }
    return undefined
  }
}

interface AttemptState {
  isBusy: Ref<boolean>
  trouble: Ref<JoinTrouble | null>
}

/** A phone that the server no longer knows joins once more instead. */
async function openKnown({ walks, sync }: WalkServices, code: string): Promise<boolean> {
  if (sync.state().needsSignIn) return false
  const { joined } = await walks.read()
  const known = joined.find((stored) => foldWalkCode(stored.code) === foldWalkCode(code))
  if (known) await walks.setCurrent(known.walk.id)
  return known !== undefined
}

const waitOf = (trouble: JoinTrouble | null): number =>
  trouble?.kind === 'problem' ? Number(trouble.problem.detail?.['retryAfterSeconds'] ?? 0) : 0
