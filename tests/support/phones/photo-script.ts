import { createHash } from 'node:crypto'
import { problem, type ScriptedApi, type SeenRequest } from './scripted-api.ts'

interface Upload {
  size: number
  received: Buffer
}

/** What happens to one request about a photo; `number` counts them from 1. */
type PhotoFault = (
  request: SeenRequest,
  number: number,
) => 'none' | 'lost' | 'answer-lost' | 'corrupt' | 'cut-body'

export interface PhotoServer {
  /** Photos that are whole, by id. */
  stored: Map<string, Buffer>
  /** Bytes that came in, sent again or not. */
  bytesReceived: number
  fault: PhotoFault
}

const sha = (bytes: Uint8Array, form: 'hex' | 'base64') =>
  createHash('sha256').update(bytes).digest(form)

/** The upload protocol of sync.md §2.5 in memory, with faults; `hashes` are the announced ones. */
export function photoServer(api: ScriptedApi, hashes = new Map<string, string>()): PhotoServer {
  const uploads = new Map<string, Upload>()
  let count = 0
  const server: PhotoServer = { stored: new Map(), bytesReceived: 0, fault: () => 'none' }
  api.onPhoto = (body, request) => {
    count += 1
    const fault = server.fault(request, count)
    if (fault === 'lost') throw new TypeError('Failed to fetch')
    const answer = handle({ server, uploads, hashes }, request, damaged(body, fault))
    if (fault === 'answer-lost' || fault === 'cut-body') throw new TypeError('Failed to fetch')
    return answer
  }
  return server
}

function damaged(body: Uint8Array | undefined, fault: string): Uint8Array | undefined {
  if (!body) return undefined
  if (fault === 'cut-body') return body.slice(0, Math.floor(body.length / 2))
  if (fault !== 'corrupt') return body
  const damagedBytes = Uint8Array.from(body)
  damagedBytes[0] = (damagedBytes[0] ?? 0) ^ 1
  return damagedBytes
}

interface State {
  server: PhotoServer
  uploads: Map<string, Upload>
  hashes: Map<string, string>
}

function handle(state: State, request: SeenRequest, body: Uint8Array | undefined): Response {
  const { uploads } = state
  const id = request.path.split('/').at(-1) ?? ''
  const known = uploads.get(id)
  if (request.method === 'HEAD') {
    return known ? progress(known, 200) : problem({ status: 404, code: 'not-found' })
  }
  const size = Number(request.headers.get('upload-length'))
  const upload = known ?? { size, received: Buffer.alloc(0) }
  const offset = Number(request.headers.get('upload-offset'))
  if (offset !== upload.received.length) return refused(upload, 409)
  const bytes = body ?? new Uint8Array()
  state.server.bytesReceived += bytes.length
  const checksum = request.headers.get('upload-checksum')?.slice('sha256 '.length)
  if (checksum !== sha(bytes, 'base64')) return refused(upload, 460)
  upload.received = Buffer.concat([upload.received, bytes])
  uploads.set(id, upload)
  return upload.received.length === upload.size
    ? complete(state, id, upload)
    : progress(upload, 204)
}

function complete({ server, hashes }: State, id: string, upload: Upload): Response {
  const announced = hashes.get(id)
  if (announced !== undefined && announced !== sha(upload.received, 'hex')) {
    upload.received = Buffer.alloc(0)
    return refused(upload, 460)
  }
  server.stored.set(id, upload.received)
  return progress(upload, 204)
}

const progress = ({ size, received }: Upload, status: number) =>
  new Response(null, {
    status,
    headers: {
      'x-lygte': '1',
      'upload-offset': String(received.length),
      'upload-length': String(size),
    },
  })

const refused = ({ received }: Upload, status: 409 | 460) =>
  problem({
    status,
    code: status === 409 ? 'upload-conflict' : 'checksum-mismatch',
    headers: { 'upload-offset': String(received.length) },
  })
