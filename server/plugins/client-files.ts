import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import { firstVisitLinks } from './first-visit.ts'
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
  const links = await firstVisitLinks(folder)
  app.get('/*', { config: { access: 'public' }, schema: { hide: true } }, (request, reply) => {
    if (links && joinLink.test(request.url)) void reply.header('link', links)
    return answerFile(request, reply, folder)
  })
}

const joinLink = /^\/v\/[^/.]+$/

function answerFile(request: FastifyRequest, reply: FastifyReply, folder: string): FastifyReply {
  const path = pathOf(request.url)
  if (path === undefined || /^\/(api|tiles)(\/|$)/.test(path)) {
    return sendProblem(reply, { code: 'not-found' })
  }
  if (extname(path) === '') {
    const page = /^\/desk(\/|$)/.test(path) ? 'dashboard.html' : 'index.html'
    return reply.header('cache-control', 'no-cache').sendFile(page)
  }
  if (!existsSync(join(folder, path))) return sendProblem(reply, { code: 'not-found' })
  const isForEver = hashedFile.test(path)
  return reply
    .header('cache-control', isForEver ? 'public, max-age=31536000, immutable' : 'no-cache')
    .sendFile(path)
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
