import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import { languageFor } from '../../shared/language.ts'
import { sendProblem } from './problem-details.ts'

/** Vite puts a hash in the name of everything here: such a file never changes. */
const hashedFile = /^\/assets\/.+-[\w-]{8,}\.\w+$/

/**
 * The built client: files as they are, `/desk…` is the dashboard and every other address a person can open is the walk app.
 * Missing files are 404 and never a page, or a browser would run HTML as script (sync.md I6). Registered last.
 */
export async function addClientFiles(app: FastifyInstance, folder: string): Promise<void> {
  // NOTE: `preCompressed` serves `name.js.br` and `.gz` where the build made them.
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    cacheControl: false,
    preCompressed: true,
  })
  app.get('/*', { config: { access: 'public' }, schema: { hide: true } }, (request, reply) =>
    answerFile(request, reply, folder),
  )
}

function answerFile(request: FastifyRequest, reply: FastifyReply, folder: string): FastifyReply {
  const path = pathOf(request.url)
  if (path === undefined || /^\/(api|tiles)(\/|$)/.test(path)) {
    return sendProblem(reply, { code: 'not-found' })
  }
  if (extname(path) === '') {
    const page = pageAt(path, request.headers['accept-language'])
    const isOurs = existsSync(join(folder, page))
    return reply
      .headers({ 'cache-control': 'no-cache', vary: 'accept-language' })
      .sendFile(isOurs ? page : 'index.html')
  }
  if (!existsSync(join(folder, path))) return sendProblem(reply, { code: 'not-found' })
  const isForEver = hashedFile.test(path)
  return reply
    .header('cache-control', isForEver ? 'public, max-age=31536000, immutable' : 'no-cache')
    .sendFile(path)
}

/** Who follows a join link has nothing of us yet: that page has its words in it, in the language the browser asks for. */
function pageAt(path: string, accepted = ''): string {
  if (/^\/desk(\/|$)/.test(path)) return 'dashboard.html'
  if (!/^\/v\/[^/]+$/.test(path)) return 'index.html'
  const tags = accepted.split(',').flatMap((one) => one.split(';')[0]?.trim() || [])
  return `join.${languageFor(tags)}.html`
}

/** The decoded path without dots that climb; undefined for one that cannot be read. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split('?')[0] ?? '')
    return path.includes('\0') || path.split(/[/\\]/).includes('..') ? undefined : path
  } catch {
    return undefined
  }
}
