import { defineStore } from 'pinia'
import { computed, inject, ref, shallowRef } from 'vue'
import type { ApiName, Reply } from '../../../../shared/contract/api-contract.ts'
import type { Problem } from '../../../../shared/problem.ts'
import type { AccountActor } from '../../../../shared/access/roles.ts'
import { calendarDayOf } from '../../../../shared/timestamps.ts'
import type { MunicipalityProfile } from '../../../../shared/municipality/municipality.ts'
import type { CallOptions } from '../../../sync/http/api-client.ts'
import {
  CaptivePortalError,
  NetworkError,
  ServerAwayError,
} from '../../../sync/http/network-errors.ts'
import { requireDeskServices } from './require-services.ts'

type Session = Reply<'currentSession'>

/** The person at the desk, with the municipality's own data as typed in shared/municipality/municipality.ts. */
export type DeskReader = Omit<Session, 'municipality'> & { municipality: MunicipalityProfile }

/** Why a request has no answer; `stopped` when a newer request replaced it. */
export type NoAnswerCause = 'offline' | 'captive-portal' | 'server-away' | 'stopped'

export type Asked<T> =
  | { state: 'answered'; value: T }
  | { state: 'refused'; problem: Problem }
  | { state: 'unanswered'; cause: NoAnswerCause }

const usualTimeZone = 'Europe/Copenhagen'

/** The person at the desk, and every request that the desk makes: one place knows of lost connections and expired sign-ins. */
export const useReaderStore = defineStore('desk-reader', () => {
  const services = requireDeskServices(inject)
  const reader = shallowRef<DeskReader | null>(null)
  const needsSignIn = ref(false)
  const trouble = ref<Exclude<NoAnswerCause, 'stopped'> | null>(null)
  const lastAnswerMs = ref<number | null>(null)

  const actor = computed(() => (reader.value ? actorOf(reader.value) : null))
  const timeZone = computed(() => reader.value?.municipality.timeZone ?? usualTimeZone)
  const nowMs = ref(Date.now())
  const today = computed(() => calendarDayOf(nowMs.value, timeZone.value))

  function sit(person: DeskReader) {
    reader.value = person
    needsSignIn.value = false
  }

  async function ask<N extends ApiName>(
    name: N,
    options: CallOptions<N> = {},
  ): Promise<Asked<Reply<N>>> {
    try {
      const outcome = await services.api.call(name, options)
      heard()
      if (outcome.ok) return { state: 'answered', value: outcome.value }
      if (outcome.problem.code === 'sign-in-needed') needsSignIn.value = true
      return { state: 'refused', problem: outcome.problem }
    } catch (error) {
      if (options.signal?.aborted) return { state: 'unanswered', cause: 'stopped' }
      trouble.value = causeOf(error)
      return { state: 'unanswered', cause: trouble.value }
    }
  }

  function heard() {
    trouble.value = null
    lastAnswerMs.value = Date.now()
    tick()
  }

  /** Ages and deadlines change even when nothing else does. */
  function tick() {
    nowMs.value = Date.now()
  }

  const person = { reader, actor, timeZone, sit }
  const clock = { nowMs, today, tick }
  return { ...person, ...clock, needsSignIn, trouble, lastAnswerMs, ask }
})

const actorOf = ({ accountId, role, partyIds, effortCategories }: DeskReader): AccountActor => ({
  kind: 'account',
  accountId,
  role,
  partyIds,
  effortCategories,
})

/** Only failures of the network are results; anything else is a bug and is thrown. */
function causeOf(error: unknown): Exclude<NoAnswerCause, 'stopped'> {
  if (error instanceof CaptivePortalError) return 'captive-portal'
  if (error instanceof ServerAwayError) return 'server-away'
  if (error instanceof NetworkError) return 'offline'
  throw error
}
