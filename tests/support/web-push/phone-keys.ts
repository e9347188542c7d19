import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import type { ECDH } from 'node:crypto'

/** The keys of one browser's subscription, with what only the browser knows. */
export interface PhoneKeys {
  p256dh: string
  auth: string
  /** Returns the text that was encrypted for this browser; throws when it was not. */
  decrypt(body: Uint8Array): string
}

export function phoneKeys(): PhoneKeys {
  const own = createECDH('prime256v1')
  const p256dh = own.generateKeys()
  const auth = randomBytes(16)
  return {
    p256dh: p256dh.toString('base64url'),
    auth: auth.toString('base64url'),
    decrypt: (body) => decrypted(Buffer.from(body), { own, p256dh, auth }),
  }
}

interface Secrets {
  own: ECDH
  p256dh: Buffer
  auth: Buffer
}

/** One record of `aes128gcm` (RFC 8188) with the keys of Web Push (RFC 8291 §3.4), written down again from the papers. */
function decrypted(body: Buffer, { own, p256dh, auth }: Secrets): string {
  const salt = body.subarray(0, 16)
  const idLength = body.readUInt8(20)
  const sender = body.subarray(21, 21 + idLength)
  const record = body.subarray(21 + idLength)
  const shared = own.computeSecret(sender)
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, sender])
  const material = Buffer.from(hkdfSync('sha256', shared, auth, keyInfo, 32))
  const derive = (info: string, length: number) =>
    Buffer.from(hkdfSync('sha256', material, salt, Buffer.from(`${info}\0`), length))
  const decipher = createDecipheriv(
    'aes-128-gcm',
    derive('Content-Encoding: aes128gcm', 16),
    derive('Content-Encoding: nonce', 12),
  )
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  // The last record ends with 2 and any number of zeros.
  return padded.subarray(0, padded.lastIndexOf(2)).toString()
}
