import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { repositoryRoot } from '../repository.ts'

/**
 * Vitest global setup of the browser tests: builds the client when it is stale. In a process of its own, because a client
 * that is built inside Vitest is a development build and never registers its service worker.
 */
export async function setup(): Promise<void> {
  const environment: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' }
  delete environment['VITEST']
  await promisify(execFile)(process.execPath, ['server/start/build-client.ts'], {
    cwd: repositoryRoot,
    env: environment,
  })
}
