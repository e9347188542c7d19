import type { JoinedWalk } from '../../../shared/walk/walk.ts'
import { sameOrigin, type TestApp } from '../server/build-test-app.ts'

export interface JoinRequest {
  code: string
  clientId: string
  displayName?: string
  deviceKey?: string
  cookie?: string
}

interface JoinAnswer {
  status: number
  /** Of a refusal. */
  code: string | undefined
  walk: JoinedWalk
  cookies: readonly object[]
  /** As it is sent with the next request; empty without one. */
  cookie: string
}

/** Joins over HTTP as a phone would, with the session cookie that it has, if any. */
export async function joinWalk(
  { app }: TestApp,
  { cookie, ...payload }: JoinRequest,
): Promise<JoinAnswer> {
  const response = await app.inject({
    method: 'POST',
    url: '/api/walks/join',
    headers: { ...sameOrigin, ...(cookie ? { cookie } : {}) },
    payload,
  })
  const [set] = response.cookies
  return {
    status: response.statusCode,
    code: response.json<{ type?: string }>().type,
    walk: response.json<JoinedWalk>(),
    cookies: response.cookies,
    cookie: set ? `${set.name}=${set.value}` : '',
  }
}
