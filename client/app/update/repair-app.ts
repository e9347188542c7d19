export interface RepairOptions {
  reload: () => void
  isServerThere: () => Promise<boolean>
  flushDraft: () => Promise<boolean>
  workers: Pick<ServiceWorkerContainer, 'getRegistrations'> | undefined
  caches: Pick<CacheStorage, 'keys' | 'delete'> | undefined
}

/**
 * Removes the worker and its files, never a database, and loads the app from the server (property I6). Does nothing while a draft
 * cannot be saved, or while the server cannot be reached: without the worker there would be no app at all.
 */
export async function repairApp(options: RepairOptions): Promise<void> {
  if (!(await options.isServerThere())) return
  if (!(await options.flushDraft().catch(() => false))) return
  const { workers, caches } = options
  const registrations = (await workers?.getRegistrations()) ?? []
  await Promise.all(registrations.map((registration) => registration.unregister()))
  const names = (await caches?.keys()) ?? []
  await Promise.all(names.filter(isShellCache).map(async (name) => caches?.delete(name)))
  options.reload()
}

const isShellCache = (name: string) => name.startsWith('workbox-precache')
