/** A mail as its reader sees it. */
export interface ReadMail {
  raw: string
  /** By name in lower case; values with encoded words decoded. */
  headers: Record<string, string>
  /** All parts, decoded. */
  body: string
}

const bytesOf = (text: string, escape: RegExp): string =>
  Buffer.from(
    text.replace(escape, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

const decodeWords = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(text, 'base64').toString('utf8')
        : bytesOf(text.replaceAll('_', ' '), /=([0-9A-F]{2})/gi),
    )

function decodePart(part: string): string {
  const [head = '', ...rest] = part.split('\r\n\r\n')
  const text = rest.join('\r\n\r\n')
  if (/quoted-printable/i.test(head)) {
    return bytesOf(text.replace(/=\r\n/g, ''), /=([0-9A-F]{2})/gi)
  }
  return /base64/i.test(head) ? Buffer.from(text, 'base64').toString('utf8') : text
}

/** Reads a mail of text and HTML parts. */
export function readMail(raw: string): ReadMail {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(': ')
      return [name.toLowerCase(), decodeWords(value.join(': '))]
    }),
  )
  const boundary = /boundary="?([^";]+)/.exec(headers['content-type'] ?? '')?.[1]
  const parts = boundary ? raw.slice(end).split(`--${boundary}`).slice(1, -1) : [raw]
  return { raw, headers, body: parts.map((part) => decodePart(part.trimStart())).join('\n') }
}
