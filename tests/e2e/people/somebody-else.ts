import type { Uuid } from '../../../shared/identifiers.ts'
import { HttpPerson } from '../../support/requests/http-phone.ts'
import type { LiveApp } from '../../support/server/live-app.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'

/** Another phone joins the walk past the proxy and pins this. */
export async function somebodyPins(app: LiveApp, text: string, code = 'NYVA26'): Promise<void> {
  const origin = app.directOrigin
  const clientId = someUuid()
  const joined = await fetch(`${origin}/api/walks/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ code, clientId, displayName: 'Bo' }),
  })
  const { walk } = (await joined.json()) as { walk: { id: Uuid } }
  const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const phone = { name: 'Bo', cookie, sessionId: someUuid(), clientId, walkId: walk.id }
  await new HttpPerson(phone, walk.id).pin(origin, { text })
}
