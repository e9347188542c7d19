/** The push services of the browsers that people have: Chrome and most on Android, Firefox, Safari, Edge on Windows. */
const services = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  '*.notify.windows.com',
] as const

/**
 * Returns whether an address belongs to a push service. The server calls what a phone names, so it calls none but these, by HTTPS at their usual port,
 * and those that the operator has added as `further` origins.
 */
export function isPushService(endpoint: string, further: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, port, hostname, origin, username, password } = new URL(endpoint)
  if (username !== '' || password !== '') return false
  if (further.includes(origin)) return true
  return protocol === 'https:' && port === '' && services.some((name) => matches(hostname, name))
}

const matches = (hostname: string, name: string): boolean =>
  name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : hostname === name
