import { connect } from 'node:net'

/** What was received on a connection until one side closed it. */
export interface RawAnswer {
  /** 0 when nothing was answered. */
  status: number
  /** Lower-case names. */
  headers: Record<string, string>
  body: string
  /** Bytes of the request that the kernel accepted. */
  sentBytes: number
}

export interface RawRequest {
  /** Everything up to the body, without its last empty line; lines as they are to be sent. */
  head: string
  body?: Iterable<string | Uint8Array>
  /** Called after head and body; may keep sending, and is notified when the connection has ended. */
  goOn?: (write: (text: string) => void) => () => void
}

/**
 * Sends exactly these bytes, as no HTTP client would, and reads until the other side ends the connection. Use `connection: close` in
 * the head of a request that is answered as usual.
 */
export function sendRaw(port: number, { head, body = [], goOn }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const received: Buffer[] = []
    let stop: (() => void) | undefined
    // A server may close the connection while we are writing.
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => received.push(chunk))
    socket.on('close', () => {
      stop?.()
      resolve({ ...parse(Buffer.concat(received).toString()), sentBytes: socket.bytesWritten })
    })
    socket.on('connect', () => {
      const pieces = [head === '' ? '' : `${head}\r\n\r\n`, ...body][Symbol.iterator]()
      const next = () => {
        const { value, done } = pieces.next()
        if (done) stop = goOn?.((text) => void socket.write(text))
        else if (!socket.destroyed) socket.write(value, () => next())
      }
      next()
    })
  })
}

/** The last answer, since `100 Continue` may stand before it. */
function parse(text: string): Omit<RawAnswer, 'sentBytes'> {
  const start = text.lastIndexOf('HTTP/1.1 ')
  const [head = '', ...rest] = text.slice(Math.max(0, start)).split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  const status = Number(first.split(' ')[1] ?? 0)
  return { status, headers: Object.fromEntries(headers), body: rest.join('\r\n\r\n') }
}

/** The code of a refusal; fails when the answer is no problem details. */
export function codeOf({ headers, body, status }: RawAnswer): string {
  if (!headers['content-type']?.startsWith('application/problem+json')) {
    throw new Error(
      `${String(status)} is no problem but ${headers['content-type'] ?? 'nothing'}: ${body}`,
    )
  }
  const whole =
    headers['transfer-encoding'] === 'chunked' ? (/\{.*\}/s.exec(body)?.[0] ?? '') : body
  return (JSON.parse(whole) as { type: string }).type
}
