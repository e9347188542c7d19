import type { StartedPull } from '../../sync/pull/pull-changes.ts'

/**
 * Streams the answer to a pull as JSON text, space by space: while one part is compressed and sent, the next is still being read.
 * An error on the way breaks the response off; the phone then has no whole answer and asks again from its old cursor.
 */
export async function* pullText({ epoch, serverTime, pages }: StartedPull): AsyncGenerator<string> {
  let before = `${JSON.stringify({ epoch, serverTime }).slice(0, -1)},"spaces":{`
  for await (const [spaceId, page] of pages) {
    yield `${before}${JSON.stringify(spaceId)}:${JSON.stringify(page)}`
    before = ','
  }
  yield before === ',' ? '}}' : `${before}}}`
}
