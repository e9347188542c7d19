import { normalizeIP } from '@fastify/rate-limit'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { api, type Reply } from '../../../shared/contract/api-contract.ts'
import { makeUuid } from '../../../shared/identifiers.ts'
import type { Dependencies } from '../../dependencies.ts'
import type { AccountPrincipal } from '../../identity/principal.ts'
import { accountOf } from '../sessions/authentication.ts'
import { isSecureOrigin } from '../sessions/own-origin.ts'
import { sendProblem } from '../plugins/problem-details.ts'
import { requestLimits } from '../limits/request-limits.ts'
import {
  clearSessionCookie,
  sessionLifetimeMs,
  setSessionCookie,
} from '../sessions/session-cookies.ts'
import { WrongAnswers } from '../limits/wrong-answers.ts'
import { checkPassword, readEmail } from '../../store/identity/account-store.ts'
import { readMunicipality } from '../../store/walks/municipality-store.ts'
import {
  createSession,
  findSession,
  hashSecret,
  revokeSession,
  type SessionKey,
} from '../../store/identity/session-store.ts'
import { listWalks } from '../../store/walks/walk-store.ts'
import { contractRoute } from './contract-route.ts'

/** Officials sign in and out. A wrong e-mail, a wrong password and a disabled account get one answer after the same time. */
export const sessionRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store, now, config } = dependencies
    const limits = dependencies.requestLimits ?? requestLimits
    const wrongAnswers = new WrongAnswers({
      store,
      now,
      windowMs: limits.windowMs,
      delayMs: limits.wrongAnswerDelayMs,
    })
    const cookie = { kind: 'account', isSecure: isSecureOrigin(config) } as const

    app.route({
      ...contractRoute(api.signIn),
      bodyLimit: 4_096,
      handler: async ({ body, ip }, reply) => {
        const address = `password ${normalizeIP(ip)}`
        const outcome = await wrongAnswers.attempt(
          {
            keys: [address, `${address} ${body.email.toLowerCase()}`],
            allowed: () => [limits.wrongPasswordsPerAddress, limits.wrongPasswords],
          },
          () => checkPassword(store, body),
        )
        if (!outcome.ok) return sendProblem(reply, outcome.problem)
        if (!outcome.value) return sendProblem(reply, { code: 'wrong-credentials' })
        const { municipalityId, accountId } = outcome.value
        const principal = await startSession(dependencies, reply, { municipalityId, accountId })
        return sessionAnswer(dependencies, principal)
      },
    })

    app.route({
      ...contractRoute(api.signOut),
      handler: async (request, reply) => {
        await revokeSession(store, { ...accountOf(request), now: new Date(now()) })
        clearSessionCookie(reply, cookie)
        return reply.code(204).send(null)
      },
    })

    app.route({
      ...contractRoute(api.currentSession),
      handler: (request) => sessionAnswer(dependencies, accountOf(request)),
    })
  }

/** Every sign-in starts a new session; a session id that came with the request is never adopted. */
async function startSession(
  { store, now, randomBytes, config }: Dependencies,
  reply: FastifyReply,
  account: { municipalityId: string; accountId: string },
): Promise<AccountPrincipal> {
  const at = now()
  const key: SessionKey = {
    municipalityId: account.municipalityId,
    sessionId: makeUuid(at, () => randomBytes(16)),
  }
  const secret = Buffer.from(randomBytes(32)).toString('base64url')
  await createSession(store.db, {
    ...key,
    accountId: account.accountId,
    secretHash: hashSecret(secret),
    now: new Date(at),
    expiresAt: new Date(at + sessionLifetimeMs.account),
  })
  const isSecure = isSecureOrigin(config)
  setSessionCookie(reply, { ...key, secret }, { kind: 'account', isSecure })
  const session = await findSession(store, {
    ...key,
    kind: 'account',
    secret,
    now: new Date(at),
  })
  if (session?.kind !== 'account') throw new Error('A session is missing right after it was made')
  const { lastSeenAt: _, ...who } = session
  return { ...who, ...key }
}

async function sessionAnswer(
  { store, config }: Dependencies,
  principal: AccountPrincipal,
): Promise<Reply<'currentSession'>> {
  const { municipalityId, accountId, name, role, partyIds, efforts, effortCategories } = principal
  const [email, municipality, walks] = await Promise.all([
    readEmail(store, { municipalityId, accountId }),
    readMunicipality(store.db, municipalityId),
    listWalks(store.db, municipalityId),
  ])
  return {
    accountId,
    name,
    email,
    role,
    partyIds: [...partyIds],
    efforts: [...efforts],
    effortCategories: [...effortCategories],
    municipality,
    walks: walks.map(({ area, stops, startedAt = null, follows = null, ...walk }) => {
      const { id, title, startsAt, endsAt, phase, isStanding } = walk
      const state = { startsAt, endsAt, phase, startedAt, isStanding, follows }
      return { id, title, ...state, area: [...area], stopCount: stops.length }
    }),
    isDemo: config.demo,
  }
}
