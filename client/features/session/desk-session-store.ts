import { defineStore } from 'pinia'
import { inject, ref, shallowRef } from 'vue'
import type { Reply } from '../../../shared/contract/api-contract.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { MunicipalityProfile } from '../../../shared/municipality/municipality.ts'
import { areCookiesOn } from '../../browser/globals.ts'
import { deskServicesKey, type DeskServices } from '../../sync/services/desk-services.ts'
import { CaptivePortalError } from '../../sync/http/network-errors.ts'

export type DeskSession = Omit<Reply<'currentSession'>, 'municipality'> & {
  municipality: MunicipalityProfile
}

/** Why a sign-in failed: a refusal by code, no connection, or a browser that keeps no cookie. */
export type SignInTrouble = Problem | { code: 'unreachable' | 'captive-portal' | 'no-cookies' }

/**
 * starting: checking whether somebody is signed in; unreachable: no answer to that; signed-out; signed-in; lapsed: the person is
 * still there with what was typed, but the server no longer knows the session.
 */
export type SessionState = 'starting' | 'unreachable' | 'signed-out' | 'signed-in' | 'lapsed'

/** The signed-in person. The browser keeps the cookie; nothing about the person is stored on the computer. */
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

  /** Reads again what the session names, such as the walks; without an answer it stays as it was. */
  async function refresh() {
    const outcome = await api.call('currentSession').catch(() => undefined)
    if (outcome?.ok && outcome.value.accountId === session.value?.accountId) enter(outcome.value)
  }

  /** `other-person` when somebody else than before has signed in, who must not get what the first one typed. */
  async function signIn(email: string, password: string): Promise<SignInResult> {
    // The server would sign the person in and not recognise them at the next request.
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

  function lapse() {
    if (state.value === 'signed-in') state.value = 'lapsed'
  }

  /** Forgets the person; the next page starts empty. */
  function leave() {
    session.value = null
    state.value = 'starting'
  }

  const signOut = () => endSession(api)

  return { state, session, start, refresh, signIn, signOut, lapse, leave }
})

/** Returns false when the server could not be reached: then the session is still open. */
async function endSession(api: DeskServices['api']): Promise<boolean> {
  try {
    const outcome = await api.call('signOut')
    return outcome.ok || outcome.problem.code === 'sign-in-needed'
  } catch {
    return false
  }
}

export type SignInResult = 'same-person' | 'other-person' | { trouble: SignInTrouble }

const codeOf = (error: unknown) =>
  error instanceof CaptivePortalError ? 'captive-portal' : 'unreachable'
