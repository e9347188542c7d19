import { defineStore } from 'pinia'
import { inject, ref, shallowRef } from 'vue'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { MunicipalityProfile } from '../../../shared/walk/walk.ts'
import { areCookiesOn } from '../../browser/globals.ts'
import { deskServicesKey, type DeskServices } from '../../sync/services/desk-services.ts'
import { CaptivePortalError } from '../../sync/http/network-errors.ts'

export type DeskSession = Omit<Reply<'currentSession'>, 'municipality'> & {
  municipality: MunicipalityProfile
}

/** Why a sign-in did not come through: a refusal by code, no connection, or a browser that keeps no cookie. */
export type SignInTrouble = Problem | { code: 'unreachable' | 'captive-portal' | 'no-cookies' }

/**
 * starting: asking whether somebody is signed in; unreachable: no answer to that; signed-out; signed-in; lapsed: the person
 * still sits there with what was typed, but the server no longer knows the session.
 */
export type SessionState = 'starting' | 'unreachable' | 'signed-out' | 'signed-in' | 'lapsed'

/** Who is signed in. The cookie is the browser's business; nothing about the person is stored on the machine. */
export const useSessionStore = defineStore('desk-session', () => {
  const services = inject<DeskServices | null>(deskServicesKey, null)
  if (!services) throw new Error('desk services were not provided')
  const { api } = services
  const state = ref<SessionState>('starting')
  const session = shallowRef<DeskSession | null>(null)

  async function start() {
    state.value = 'starting'
    try {
      const outcome = await api.call('currentSession')
      if (outcome.ok) enter(outcome.value)
      else state.value = 'signed-out'
    } catch {
      state.value = 'unreachable'
    }
  }

  /** `other-person` when somebody else than before has signed in: what the first one typed must not be theirs. */
  async function signIn(email: string, password: string): Promise<SignInResult> {
    // The server would let the person in and not know them again.
    if (!areCookiesOn()) return { trouble: { code: 'no-cookies' } }
    try {
      const outcome = await api.call('signIn', { body: { email: email.trim(), password } })
      if (!outcome.ok) return { trouble: outcome.problem }
      const before = session.value?.accountId
      if (before !== undefined && before !== outcome.value.accountId) return 'other-person'
      enter(outcome.value)
      return 'same-person'
    } catch (error) {
      return { trouble: { code: codeOf(error) } }
    }
  }

  function enter(found: Reply<'currentSession'>) {
    session.value = found as DeskSession
    state.value = 'signed-in'
  }

  /** False when the server could not be told: then the session is still open. */
  async function signOut(): Promise<boolean> {
    try {
      const outcome = await api.call('signOut')
      return outcome.ok || outcome.problem.code === 'sign-in-needed'
    } catch {
      return false
    }
  }

  function lapse() {
    if (state.value === 'signed-in') state.value = 'lapsed'
  }

  /** Forgets the person; the page that follows starts from nothing. */
  function leave() {
    session.value = null
    state.value = 'starting'
  }

  return { state, session, start, signIn, signOut, lapse, leave }
})

export type SignInResult = 'same-person' | 'other-person' | { trouble: SignInTrouble }

const codeOf = (error: unknown) =>
  error instanceof CaptivePortalError ? 'captive-portal' : 'unreachable'
