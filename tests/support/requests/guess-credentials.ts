import { sameOrigin, type TestApp } from '../server/build-test-app.ts'

type App = TestApp['app']

export const guessAt = (app: App, code: string, remoteAddress = '192.0.2.7') =>
  app.inject({ method: 'GET', url: `/api/walks/by-code/${code}`, remoteAddress })

export interface Credentials {
  email: string
  password: string
}

export const signInAt = (app: App, payload: Credentials, remoteAddress = '192.0.2.7') =>
  app.inject({ method: 'POST', url: '/api/sessions', headers: sameOrigin, remoteAddress, payload })
