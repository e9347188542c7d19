/**
 * Splits the text of an event stream into the data of its events (WHATWG HTML §9.2.6), as far as our server uses it: comments and
 * empty events are skipped. A chunk may end anywhere.
 */
export function createEventParser(onData: (data: string) => void): (piece: string) => void {
  let rest = ''
  return (piece) => {
    const blocks = (rest + piece).split(/\r?\n\r?\n/)
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const lines = block.split(/\r?\n/).filter((line) => line.startsWith('data:'))
      if (lines.length > 0) onData(lines.map((line) => line.slice(5).trimStart()).join('\n'))
    }
  }
}
