import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { otherRoutes } from '../../../../shared/contract/api-contract.ts'
import { languageFor } from '../../../../shared/text/language.ts'
import type { Dependencies } from '../../../dependencies.ts'
import { findMailLink, optOut } from '../../../store/messages/mail-link-store.ts'
import { readMunicipality } from '../../../store/walks/municipality-store.ts'
import { contractRoute } from '../contract-route.ts'
import { unsubscribePage, unsubscribePolicy, type UnsubscribeState } from './unsubscribe-page.ts'

/** Any text, so that a damaged link gets the page that says so. */
const params = Type.Object({ token: Type.String() }, { additionalProperties: false })

/**
 * Unsubscribing by the link of a mail. Mail programs read links ahead, so only a POST unsubscribes; they also send it themselves when somebody
 * presses their own button (RFC 8058), as a form from another site and without a session.
 */
export const unsubscribeRoutes =
  ({ store, now }: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    // The form says nothing that the address does not.
    const forms = ['application/x-www-form-urlencoded', 'multipart/form-data']
    app.addContentTypeParser(forms, { parseAs: 'string' }, (_request, _body, done) => {
      done(null, null)
    })

    const answer = async (request: FastifyRequest, reply: FastifyReply, isPressed: boolean) => {
      const { token } = request.params as { token: string }
      if (isPressed) await optOut(store.db, token, new Date(now()))
      const link = await findMailLink(store.db, token)
      const municipality = link ? (await readMunicipality(store.db, link.municipalityId)).name : ''
      const state: UnsubscribeState = !link ? 'unknown' : link.isOptedOut ? 'done' : 'ask'
      return reply
        .headers({
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': unsubscribePolicy,
          // The link is in the address of the page.
          'referrer-policy': 'no-referrer',
        })
        .send(unsubscribePage({ state, language: languageOf(request), municipality }))
    }

    app.route({
      ...contractRoute(otherRoutes.unsubscribePage),
      schema: { params },
      handler: (request, reply) => answer(request, reply, false),
    })

    const { config, ...pressed } = contractRoute(otherRoutes.unsubscribe)
    app.route({
      ...pressed,
      config: { ...config, isForOtherSites: true },
      bodyLimit: 4_096,
      schema: { params },
      handler: (request, reply) => answer(request, reply, true),
    })
  }

const languageOf = ({ headers }: FastifyRequest) =>
  languageFor(
    (headers['accept-language'] ?? '').split(',').flatMap((tag) => tag.split(';')[0]?.trim() || []),
  )
