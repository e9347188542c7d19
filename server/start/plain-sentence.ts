/** Errors whose message is a sentence for the operator; a stack would not help. */
const plainErrors = new Set([
  'ConfigError',
  'EmbeddedPostgresError',
  'DataFolderInUseError',
  'DatabaseUnusableError',
  'MigrationChangedError',
  'MigrationFailedError',
  'MapFileError',
  'ClientBuildError',
  'BackupUnusableError',
  'StoreNotEmptyError',
])

/** Returns what to print about an error at startup; undefined for a bug, which needs its stack. */
export function plainSentence(error: unknown, where: { port: number }): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.name === 'MigrationFailedError' && error.cause instanceof Error) {
    return `${error.message}: ${error.cause.message}`
  }
  if (plainErrors.has(error.name)) return error.message
  const { code, syscall, path } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return `Port ${where.port} is used by another program. Stop that one, or choose another port with PORT.`
  }
  if (code === 'EADDRNOTAVAIL') return 'HOST is not an address of this machine.'
  if (code === 'EACCES' && syscall === 'listen') {
    return `Port ${where.port} may only be used by the administrator. Choose one above 1023 with PORT.`
  }
  if (
    path !== undefined &&
    ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR'].includes(code ?? '')
  ) {
    return `${path} cannot be written to (${code ?? ''}).`
  }
  return undefined
}
