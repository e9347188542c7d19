import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('draw-png.ts', import.meta.url))
const mostMilliseconds = 60_000

/** The drawing could not be made; the message is what the process said. */
class DrawingError extends Error {
  override name = 'DrawingError'
}

/** Returns our own drawing as a PNG. `density` is in dots per inch. Throws `DrawingError`. */
export async function pngOfSvg(svg: string, density: number): Promise<Buffer> {
  const child = spawn(process.execPath, [script, String(density)], { timeout: mostMilliseconds })
  const ended = once(child, 'close')
  // A process that ends early closes its input; why it ended is told below.
  child.stdin.on('error', () => undefined)
  child.stdin.end(svg)
  const [png, said] = await Promise.all([buffer(child.stdout), buffer(child.stderr)])
  const [code] = (await ended) as [number | null]
  if (code !== 0) throw new DrawingError(said.toString().slice(0, 1_000))
  return png
}
