import { defineStore } from 'pinia'
import { computed, inject, ref, shallowRef, type Ref } from 'vue'
import type { Reply } from '../../../../shared/contract/api-contract.ts'
import { checkText } from '../../../../shared/observation/check-text.ts'
import { tidyName } from '../../../../shared/text/display-name.ts'
import type { Outcome, Problem } from '../../../../shared/problem.ts'
import type { RespondentKind } from '../../../../shared/rating/rating.ts'
import { foldWalkCode, readWalkCode } from '../../../../shared/walk/walk-code.ts'
import { PhoneFullError, PhoneStorageError } from '../../../local/database/storage-errors.ts'
import { walkServicesKey, type WalkServices } from '../../../sync/services/walk-services.ts'

/**
 * `phone`: the phone cannot store it. `away`: our server did not answer; the same code works later. `other-person`: unsent work on
 * this phone was written under another name. `no-code`, `damaged-link`: the typed text, or the link, contains no code.
 */
export type JoinTrouble =
  | { kind: 'away' }
  | { kind: 'phone' }
  | { kind: 'no-code' }
  | { kind: 'damaged-link' }
  | { kind: 'other-person'; name: string }
  | { kind: 'problem'; problem: Problem }

/** Joins: from a code to a walk on this phone. */
export const useJoinStore = defineStore('join', () => {
  const services = inject(walkServicesKey) as WalkServices
  const { walks, answers } = services
  const code = ref('')
  const preview = shallowRef<Reply<'previewWalk'> | null>(null)
  const trouble = shallowRef<JoinTrouble | null>(null)
  const isBusy = ref(false)

  const attempt = createAttempt({ isBusy, trouble })

  /**
   * Looks up the code in typed or pasted text; an impossible code is not sent, because wrong codes are counted. `known`: this phone
   * takes part with that code already; its walk is open now, under its name there.
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

  async function join(name: string, kind: RespondentKind): Promise<boolean> {
    const displayName = tidyName(name)
    // An unreadable phone holds no other person's work; joining reports its failure.
    const other = displayName && (await walks.otherAuthor(displayName).catch(() => undefined))
    if (other) trouble.value = { kind: 'other-person', name: other }
    const join = () => joinAs(walks, code.value, displayName)
    const stored = other ? undefined : await attempt(join)
    // Somebody who has joined is in, also when this could not be kept; it can be said again on the page “Mig”.
    if (stored) await answers.setKind(stored.walk.id, kind).catch(() => undefined)
    return stored !== undefined
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

/** Runs a step and stores its failure; `undefined` when it did not succeed. */
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
