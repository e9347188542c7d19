/** What the worker keeps on the phone, checked when the client is built (sync.md §2.8, property I10). */
export interface BuiltFile {
  /** Path below the output folder, e.g. `assets/walk-main-a1b2c3.js`. */
  fileName: string
  bytes: number
}

export interface PrecacheLimits {
  fileBytes: number
  totalBytes: number
}

/**
 * A file above half a megabyte is a mistake in this app, and everything together must come over a bad connection before
 * a walk starts.
 */
export const precacheLimits: PrecacheLimits = { fileBytes: 512 * 1024, totalBytes: 2 * 1024 * 1024 }

/**
 * Sentences about what is wrong with a precache; none when every file of the walk app is in it, nothing else is, and
 * nothing is too large. Workbox itself only warns, and a phone would find out in a tunnel.
 */
export function precacheProblems(
  walkFiles: readonly BuiltFile[],
  precached: readonly string[],
  limits: PrecacheLimits = precacheLimits,
): string[] {
  const kept = new Set(precached)
  const wanted = new Set(walkFiles.map((file) => file.fileName))
  const total = walkFiles.reduce((sum, file) => sum + file.bytes, 0)
  return [
    ...walkFiles
      .filter((file) => !kept.has(file.fileName))
      .map((file) => `${file.fileName} belongs to the walk app and is not in the precache`),
    ...precached
      .filter((name) => !wanted.has(name))
      .map((name) => `${name} is in the precache and does not belong to the walk app`),
    ...walkFiles
      .filter((file) => file.bytes > limits.fileBytes)
      .map((file) => `${file.fileName} has ${file.bytes} bytes, limit ${limits.fileBytes}`),
    ...(total > limits.totalBytes
      ? [`The precache has ${total} bytes, limit ${limits.totalBytes}`]
      : []),
  ]
}

/** Addresses in the precache list that Workbox wrote into a built worker. */
export function precachedNames(workerCode: string): string[] {
  return [...workerCode.matchAll(/["']?\burl["']?\s*:\s*["'`]([^"'`]+)["'`]/g)].map(
    (match) => match[1] ?? '',
  )
}
