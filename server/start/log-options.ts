/** Deeper causes add nothing. */
const deepestCause = 4

type SafeError = {
  type: string
  /** Always empty; the logger's types require it. */
  message: ''
  code?: string
  /** Names from the database schema, never values. */
  table?: string
  constraint?: string
  routine?: string
  /** Places in the code, one a line. */
  stack: string
  cause?: SafeError
}

/**
 * Serialises an error without its message and details: those of the database quote rows, those of parsers quote their input, and
 * either may be text that a person wrote. Class, codes and stack are enough to find it.
 */
export function safeError(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' }
  const { code, table, constraint, routine } = error as Partial<Record<keyof SafeError, unknown>>
  const facts = Object.entries({ code, table, constraint, routine }).filter(
    (fact): fact is [string, string] =>
      typeof fact[1] === 'string' && /^[\w.]{1,63}$/.test(fact[1]),
  )
  return {
    type: /^\w{1,63}$/.test(error.name) ? error.name : 'Error',
    ...Object.fromEntries(facts),
    message: '',
    stack: placesOf(error),
    ...(error.cause !== undefined && depth < deepestCause
      ? { cause: safeError(error.cause, depth + 1) }
      : {}),
  }
}

/** Returns the lines of the stack that are places; the message before them may have several lines. */
function placesOf({ stack = '', message }: Error): string {
  const frames = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : ''
  return frames
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .+:\d+:\d+\)?$/.test(line))
    .slice(0, 12)
    .join('\n')
}

interface LoggedRequest {
  method?: string
  routeOptions?: { url?: string | undefined }
}

/**
 * The server logs errors only, and of a request no more than its method and the pattern of its route: no address, because it holds
 * walk codes and search words; no headers, and so no cookies; no body; no network address.
 */
export const logOptions = {
  level: 'error',
  serializers: {
    req: ({ method = '', routeOptions }: LoggedRequest) => ({
      method,
      route: routeOptions?.url ?? '',
    }),
    res: ({ statusCode = 0 }: { statusCode?: number }) => ({ statusCode }),
    err: (error: unknown) => safeError(error),
  },
  hooks: {
    /** The framework's own log lines, and the logger's default text, contain the error's message. */
    logMethod(this: unknown, args: unknown[], log: (...args: unknown[]) => void): void {
      const [first, text] = args
      const error = first instanceof Error ? first : (first as { err?: unknown } | null)?.err
      if (!(error instanceof Error)) return log.apply(this, args)
      const isOurs =
        typeof text === 'string' && (error.message === '' || !text.includes(error.message))
      const fields = first instanceof Error ? { err: first } : first
      log.apply(this, [fields, isOurs ? text : 'error'])
    },
  },
}
