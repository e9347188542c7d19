import type { TestProject } from 'vitest/node'
import { loadDemoWhenEmpty } from '../../../server/demo/load-demo.ts'
import { openDatabase } from '../../../server/store/database/database.ts'
import { administrate, databaseNamed, startTestCluster } from './database-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Name of a database of the cluster that holds the demo and nothing else; others are copied from it. */
    demoTemplate: string
  }
}

/** Vitest's global setup of the browser tests: one database server for all of them, where the demo is loaded once. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...cluster } = await startTestCluster()
  const demoTemplate = `${cluster.prefix}demo`
  await administrate(
    cluster.address,
    `create database ${demoTemplate} template ${cluster.template}`,
  )
  const store = openDatabase(databaseNamed(cluster.address, demoTemplate))
  await loadDemoWhenEmpty(store, Date.now())
  await store.close()
  project.provide('testCluster', cluster)
  project.provide('demoTemplate', demoTemplate)
  return async () => {
    // With TEST_DATABASE_URL the server stays, so what was made on it has to go.
    await administrate(cluster.address, `drop database ${demoTemplate} with (force)`)
    await stop()
  }
}
