import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { languageFor, type Language } from '../../../shared/text/language.ts'
import { mendAddress, pageAt } from '../../../shared/text/page-address.ts'
import { sendProblem } from './problem-details.ts'

/** Vite puts a hash into the name of every file here, so it never changes. */
const hashedFile = /^\/assets\/.+-[\w-]{8,}\.\w+$/

/**
 * Serves the built client: files as they are, the desk for `/desk…`, and the walk app for every other address that a person can
 * open, also with the characters that mail and chat programs append to a link (shared/text/page-address.ts). Missing files are 404
 * and never a page, or a browser would run HTML as script (sync.md I6). It is registered last.
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
  if (path === undefined) return sendProblem(reply, { code: 'not-found' })
  if (isFile(join(folder, path))) return sendFile(reply, path)
  const page = pageAt(path)
  if (page === undefined) return sendProblem(reply, { code: 'not-found' })
  if (isJoinLink(path)) {
    const joinPage = `join.${languageOf(request.headers['accept-language'])}.html`
    if (isFile(join(folder, joinPage))) {
      return sendFile(reply.header('vary', 'accept-language'), joinPage)
    }
  }
  return sendFile(reply, page === 'desk' ? 'dashboard.html' : 'index.html')
}

function sendFile(reply: FastifyReply, path: string): FastifyReply {
  const isForEver = hashedFile.test(path)
  return reply
    .header('cache-control', isForEver ? 'public, max-age=31536000, immutable' : 'no-cache')
    .sendFile(path)
}

/** Folders are not served, and names too long for the disk are not found. */
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

/** Who follows a join link has nothing of us yet: that page has its words in it (build/join-pages.ts). */
const isJoinLink = (path: string): boolean => /^\/v\/[^/]+$/.test(mendAddress(path).path)

function languageOf(accepted = ''): Language {
  return languageFor(accepted.split(',').flatMap((one) => one.split(';')[0]?.trim() || []))
}

/** Returns the decoded path without dot segments; undefined for one that cannot be decoded. */
function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split('?')[0] ?? '')
    return path.includes('\0') || path.split(/[/\\]/).includes('..') ? undefined : path
  } catch {
    return undefined
  }
}
