import type { IncomingMessage } from 'node:http'
import { isOwnPage, pageAt } from '../../../shared/text/page-address.ts'

/**
 * An address that cannot be decoded is rejected before any route sees it. A person who followed a damaged link still needs a page:
 * its broken percent signs are encoded, and the page repairs the rest or says that the link is damaged. Programs get the rejection.
 */
export function rewriteDamagedAddress(request: IncomingMessage): string {
  const url = request.url ?? '/'
  const [path = '/', ...query] = url.split('?')
  if (isReadable(path) || !isForPerson(request, path)) return url
  return [path.replace(/(?:%[0-9a-f]{2})+|%/gi, encodeBroken), ...query].join('?')
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function isForPerson({ method, headers }: IncomingMessage, path: string): boolean {
  if ((method !== 'GET' && method !== 'HEAD') || pageAt(path) === undefined) return false
  return isOwnPage(path) || (headers.accept ?? '').includes('text/html')
}

const encodeBroken = (run: string): string => (isReadable(run) ? run : run.replaceAll('%', '%25'))
