import { buildClientWhenStale, ClientBuildError, clientFolder } from './client-build.ts'

/** `npm run build` */
try {
  await buildClientWhenStale(() => console.log('Building the client …'))
  console.log(`The client is in ${clientFolder}.`)
} catch (error) {
  if (!(error instanceof ClientBuildError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
