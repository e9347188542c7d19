import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import { otherRoutes } from '../../../shared/contract/api-contract.ts'
import { cleanWalkCode, foldWalkCode, readWalkCode } from '../../../shared/walk/walk-code.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import { UuidSchema } from '../../../shared/sync/schema-parts.ts'
import { languages } from '../../../shared/text/language.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import type { Dependencies } from '../../dependencies.ts'
import { writeCalendar } from '../../invitation/calendar.ts'
import { writeInvitation, type Invitation } from '../../invitation/invitation.ts'
import { drawPoster } from '../../invitation/poster.ts'
import { readMunicipality } from '../../store/walks/municipality-store.ts'
import { listCodes } from '../../store/walks/walk-codes.ts'
import { readWalk } from '../../store/walks/walk-store.ts'
import { guardedCodes, openCode } from '../limits/guarded-codes.ts'
import { sendProblem } from '../plugins/problem-details.ts'
import { contractRoute } from './contract-route.ts'
import { findWalk, mayEditWalk } from './walks/find-walk.ts'

const closed = { additionalProperties: false } as const
const TypedCode = Type.String({ minLength: 1, maxLength: 100 })
const query = Type.Object(
  { lang: Type.Optional(Type.Union(languages.map((one) => Type.Literal(one)))) },
  closed,
)

/** Files that invite to a walk: a calendar entry for everybody who has the code, a poster for those who plan. */
export const invitationRoutes =
  (dependencies: Dependencies): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { store } = dependencies
    const findCode = guardedCodes(dependencies)

    app.route({
      ...contractRoute(otherRoutes.walkCalendar),
      schema: { params: Type.Object({ code: TypedCode }, closed), querystring: query },
      handler: async (request, reply) => {
        const found = openCode(await findCode(request, request.params.code))
        if (!found.ok) return sendProblem(reply, found.problem)
        const { municipalityId, walkId } = found.value
        const walk = await readWalk(store.db, { municipalityId, walkId })
        if (!walk) return sendProblem(reply, { code: 'unknown-walk-code' })
        const { startsAt } = walk
        // A walk that is open all year has no day to note.
        if (startsAt === null) return sendProblem(reply, { code: 'not-found' })
        const code = cleanWalkCode(readWalkCode(request.params.code))
        const invitation = await invite(dependencies, request, { municipalityId, walk, code })
        return reply
          .headers(
            fileHeaders('text/calendar; charset=utf-8', 'attachment', 'tryghedsvandring.ics'),
          )
          .send(writeCalendar({ walk: { ...walk, startsAt }, invitation }))
      },
    })

    app.route({
      ...contractRoute(otherRoutes.walkPoster),
      schema: {
        params: Type.Object({ id: UuidSchema }, closed),
        querystring: Type.Object({ ...query.properties, code: TypedCode }, closed),
      },
      handler: async (request, reply) => {
        const found = await findWalk(store, request, mayEditWalk)
        if (!found.ok) return sendProblem(reply, found.problem)
        const { municipalityId, walk } = found.value
        const codes = await listCodes(store.db, { municipalityId, walkId: walk.id })
        const wanted = foldWalkCode(request.query.code)
        // Nobody hangs up a code that makes leaders, or one that the first reader uses up.
        const open = codes.find(
          ({ code, role, forOnePhone }) =>
            role === 'walker' && !forOnePhone && foldWalkCode(code) === wanted,
        )
        if (!open) return sendProblem(reply, { code: 'not-found' })
        const { code } = open
        const invitation = await invite(dependencies, request, { municipalityId, walk, code })
        return reply
          .headers(fileHeaders('application/pdf', 'inline', 'plakat.pdf'))
          .send(await drawPoster(invitation))
      },
    })
  }

interface Invited {
  municipalityId: Uuid
  walk: Walk
  code: string
}

async function invite(
  { store, config }: Dependencies,
  { protocol, host, query: asked }: FastifyRequest,
  { municipalityId, walk, code }: Invited,
): Promise<Invitation> {
  const municipality = await readMunicipality(store.db, municipalityId)
  const link = `${config.publicOrigin ?? `${protocol}://${host}`}/v/${encodeURIComponent(code)}`
  const { lang: language = 'da' } = asked as Static<typeof query>
  return writeInvitation({ walk, municipality, link, code, language })
}

/** A plan changes, so nobody keeps an old file for the new one. */
const fileHeaders = (type: string, disposition: 'attachment' | 'inline', name: string) => ({
  'content-type': type,
  'content-disposition': `${disposition}; filename="${name}"`,
  'cache-control': 'no-store',
})
