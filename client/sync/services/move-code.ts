/** Without letters that are taken for others: 32, so that each is five bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 16

/** 80 random bits: nobody guesses them, and whoever keeps what the server had for a quarter of an hour does not find them either. */
export function makeMoveCode(randomBytes: () => Uint8Array): string {
  // 16 bytes, of each of which five bits count.
  return [...randomBytes()].map((byte) => alphabet[byte % 32] ?? '').join('')
}

/** In groups of four, as it is read aloud and typed. */
export const shownMoveCode = (code: string): string => code.match(/.{4}/g)?.join('-') ?? code

/** The code in what was typed, scanned or pasted, a link too; undefined when there is none. */
export function readMoveCode(text: string): string | undefined {
  const typed = text.includes('#') ? text.slice(text.lastIndexOf('#') + 1) : text
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .replaceAll('U', 'V')
  return code.length === length ? code : undefined
}

/** What the code is good for: to find what was put down, and to open it. */
interface MoveKeys {
  finder: string
  cipher: CryptoKey
}

/** Both are derived one way, so that the server, which gets the first, learns neither the code nor the second. */
export async function moveKeys(code: string): Promise<MoveKeys> {
  const { subtle } = crypto
  const secret = await subtle.importKey('raw', bytesOf(code), 'HKDF', false, [
    'deriveBits',
    'deriveKey',
  ])
  const aes = { name: 'AES-GCM', length: 256 }
  const [bits, cipher] = await Promise.all([
    subtle.deriveBits(purpose('find'), secret, 256),
    subtle.deriveKey(purpose('open'), secret, aes, false, ['encrypt', 'decrypt']),
  ])
  return { finder: hexOf(new Uint8Array(bits)), cipher }
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
const hexOf = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const purpose = (what: 'find' | 'open') => ({
  name: 'HKDF',
  hash: 'SHA-256',
  salt: new Uint8Array(),
  info: bytesOf(`lygte move ${what}`),
})

/** A code encrypts once, so its key never meets the same start twice. */
const aesGcm = { name: 'AES-GCM', iv: new Uint8Array(12) }

export async function seal({ cipher }: MoveKeys, text: string): Promise<string> {
  const sealed = new Uint8Array(await crypto.subtle.encrypt(aesGcm, cipher, bytesOf(text)))
  return btoa(Array.from(sealed, (byte) => String.fromCharCode(byte)).join(''))
}

/** Throws when it was sealed with another code, or was changed on the way. */
export async function unseal({ cipher }: MoveKeys, sealed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(sealed), (letter) => letter.charCodeAt(0))
  return new TextDecoder().decode(await crypto.subtle.decrypt(aesGcm, cipher, bytes))
}
