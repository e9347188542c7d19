import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { languageFor, type Language } from '../../../shared/text/language.ts'
import { mendAddress, pageAt } from '../../../shared/text/page-address.ts'
import { sendProblem } from './problem-details.ts'

/** Vite puts a hash in the name of everything here: such a file never changes. */
const hashedFile = /^\/assets\/.+-[\w-]{8,}\.\w+$/

/**
 * The built client: files as they are, `/desk…` is the dashboard and every other address a person can open is the walk app,
 * also with what mail and chat programs glue to a link's end (shared/text/page-address.ts). Missing files are 404 and never a page, or a browser would run HTML as script (sync.md I6). Registered last.
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

function answerFile(
  request: FastifyRequest,
  reply: FastifyReply,
  folder: string,
): FastifyReply | Promise<FastifyReply> {
  const path = pathOf(request.url)
  if (path === undefined) return sendProblem(reply, { code: 'not-found' })
  if (isFile(join(folder, path))) return sendFile(reply, path)
  const page = pageAt(path)
  if (page === undefined) return sendProblem(reply, { code: 'not-found' })
  if (isJoinLink(path)) {
    const joinPage = join(folder, `join.${languageOf(request.headers['accept-language'])}.html`)
    if (existsSync(joinPage)) return sendJoinPage(reply, joinPage)
  }
  return sendFile(reply, page === 'desk' ? 'dashboard.html' : 'index.html')
}

function sendFile(reply: FastifyReply, path: string): FastifyReply {
  const isForEver = hashedFile.test(path)
  return reply
    .header('cache-control', isForEver ? 'public, max-age=31536000, immutable' : 'no-cache')
    .sendFile(path)
}

/** A folder is none, and neither is a name that is too long for the disk. */
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

const isJoinLink = (path: string): boolean => /^\/v\/[^/]+$/.test(mendAddress(path).path)

function languageOf(accepted = ''): Language {
  return languageFor(accepted.split(',').flatMap((one) => one.split(';')[0]?.trim() || []))
}

/**
 * Who follows a join link has nothing of us yet: that page has its words and their styles in it (write-join-pages.ts). Only exactly these
 * styles are let through; read anew each time, since a build may be laid over another while we run.
 */
async function sendJoinPage(reply: FastifyReply, file: string): Promise<FastifyReply> {
  const page = await readFile(file, 'utf8')
  const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = String(reply.getHeader('content-security-policy') ?? '')
  return reply
    .headers({
      'cache-control': 'no-cache',
      vary: 'accept-language',
      'content-security-policy': policy.replace("style-src 'self'", `$& 'sha256-${hash}'`),
    })
    .type('text/html; charset=utf-8')
    .send(page)
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
