import { describe, expect, test } from 'vitest'
import { buildClient, type TestClient } from '../../../support/phones/build-client.ts'
import { noNetwork } from '../../../support/phones/scripted-api.ts'

const wholeBytes = 20 * 256 * 1024

/** A site's own file system, as far as the reserve uses it. */
class FakeFolder {
  readonly sizes = new Map<string, number>()
  readonly roomBytes: number
  written = 0

  constructor(roomBytes = Number.POSITIVE_INFINITY) {
    this.roomBytes = roomBytes
  }

  async getFileHandle(name: string) {
    this.sizes.set(name, this.sizes.get(name) ?? 0)
    return {
      getFile: async () => ({ size: this.sizes.get(name) ?? 0 }),
      createWritable: async () => this.#stream(name),
    }
  }

  async removeEntry(name: string) {
    if (!this.sizes.delete(name)) throw new DOMException('', 'NotFoundError')
  }

  #stream(name: string) {
    let bytes = 0
    return {
      write: async (piece: ArrayBuffer) => {
        bytes += piece.byteLength
        this.written += piece.byteLength
        if (bytes > this.roomBytes) throw new DOMException('', 'QuotaExceededError')
      },
      close: async () => void this.sizes.set(name, bytes),
      abort: async () => undefined,
    }
  }
}

function phoneWith(getDirectory?: () => Promise<FakeFolder>): TestClient {
  const storageManager = {
    estimate: async () => ({}),
    persist: async () => true,
    persisted: async () => true,
    ...(getDirectory && { getDirectory }),
  }
  return buildClient({ fetch: async () => noNetwork(), storageManager: storageManager as never })
}

const records = ({ context }: TestClient) =>
  context.outbox.read(['ballast'], (transaction) => transaction.objectStore('ballast').count())

describe('the reserve for text', () => {
  test('K1: is a file, whose room is freed at once; written once, deleted once', async () => {
    const folder = new FakeFolder()
    const client = phoneWith(async () => folder)
    await client.storage.keepBallast()
    await client.storage.keepBallast()
    expect(folder.written).toBe(wholeBytes)
    expect([...folder.sizes.values()]).toEqual([wholeBytes])
    expect(await records(client)).toBe(0)
    expect(await client.storage.releaseSpace()).toBe('ballast')
    expect(folder.sizes.size).toBe(0)
    expect(await client.storage.releaseSpace()).toBe('nothing')
  })

  test('K1: replaces the records that earlier releases kept', async () => {
    const folder = new FakeFolder()
    let hasFiles = false
    const client = phoneWith(() => (hasFiles ? Promise.resolve(folder) : Promise.reject(noFiles())))
    await client.storage.keepBallast()
    expect(await records(client)).toBe(20)
    hasFiles = true
    await client.storage.keepBallast()
    expect(await records(client)).toBe(0)
    expect([...folder.sizes.values()]).toEqual([wholeBytes])
  })

  test.each([
    ['no files at all', undefined],
    ['files that a private window refuses', () => Promise.reject(noFiles())],
  ])('K1: consists of records of the outbox where there are %s', async (_name, getDirectory) => {
    const client = phoneWith(getDirectory)
    await client.storage.keepBallast()
    expect(await records(client)).toBe(20)
    expect(await client.storage.releaseSpace()).toBe('ballast')
    expect(await records(client)).toBe(0)
  })

  test('K1: is left out on a phone without that much room, which keeps what it has', async () => {
    const folder = new FakeFolder(wholeBytes - 1)
    const client = phoneWith(async () => folder)
    await client.storage.keepBallast()
    expect(folder.sizes.size).toBe(0)
    expect(await client.storage.releaseSpace()).toBe('nothing')
  })

  test('is deleted with everything else when the person erases the phone', async () => {
    const folder = new FakeFolder()
    const client = phoneWith(async () => folder)
    await client.storage.keepBallast()
    expect(await client.storage.eraseAll()).toBe('erased')
    expect(folder.sizes.size).toBe(0)
  })
})

const noFiles = () => new DOMException('', 'SecurityError')
