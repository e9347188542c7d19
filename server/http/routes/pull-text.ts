import type { StartedPull } from '../../sync/pull/pull-changes.ts'

/**
 * The answer to a pull as JSON text, space by space: while one part is packed and sent, the next is still being read. What fails on the way
 * breaks the answer off; the phone then has no whole answer and asks again from where it was.
 */
export async function* pullText({ epoch, serverTime, pages }: StartedPull): AsyncGenerator<string> {
  let before = `${JSON.stringify({ epoch, serverTime }).slice(0, -1)},"spaces":{`
  for await (const [spaceId, page] of pages) {
    yield `${before}${JSON.stringify(spaceId)}:${JSON.stringify(page)}`
    before = ','
  }
  yield before === ',' ? '}}' : `${before}}}`
}
