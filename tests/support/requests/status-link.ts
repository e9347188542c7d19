import type { LightMyRequestResponse } from 'fastify'
import { statusAddressForMail } from '../../../server/store/status-links/mail-link.ts'
import type { TestMunicipality, TestPhone } from '../fixtures/people.ts'
import { sameOrigin, type TestApp } from '../server/build-test-app.ts'
import { newSecret } from './ask-for-walk.ts'

interface LinkAsked {
  secret?: string
  walkId?: string
  replacesOthers?: boolean
}

/** Opens the status page of a phone's walk to a secret. */
export function askForLink(
  { app }: TestApp,
  { cookie, ...phone }: Pick<TestPhone, 'cookie' | 'walkId'>,
  { secret = newSecret(), walkId = phone.walkId, replacesOthers = false }: LinkAsked = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: `/api/walks/${walkId}/status-link`,
    headers: { ...sameOrigin, cookie },
    payload: { secret, replacesOthers },
  })
}

/** Returns the secret of a new link. */
export async function linkOf(
  test: TestApp,
  phone: Pick<TestPhone, 'cookie' | 'walkId'>,
  asked: LinkAsked = {},
): Promise<string> {
  const secret = asked.secret ?? newSecret()
  const { statusCode, body } = await askForLink(test, phone, { ...asked, secret })
  if (statusCode !== 204) throw new Error(`no link: ${body}`)
  return secret
}

/** Anna's, from a mail: her phone may ask for links of its own meanwhile without ending it. */
export async function mailedSecret(
  { dependencies }: TestApp,
  { id, walk, phones }: TestMunicipality,
): Promise<string> {
  const { store, now, randomBytes } = dependencies
  const member = { municipalityId: id, walkId: walk.id, clientId: phones.anna.clientId }
  const given = { origin: 'https://lygte.example.dk', now: now(), randomBytes }
  const address = await statusAddressForMail(store, member, given)
  return address?.split('/').at(-1) ?? ''
}

/** Asks for the page that a secret opens, without any session. */
export const readStatusPage = (
  { app }: TestApp,
  secret: string,
  rest = '',
): Promise<LightMyRequestResponse> => app.inject({ url: `/status/${secret}${rest}` })
