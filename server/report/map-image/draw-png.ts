import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'

/**
 * Reads an SVG drawing from standard input and writes it as PNG to standard output. A process of its own (png-of-svg.ts): in the server's,
 * no SVG reaches a decoder, because what people send may claim to be one (server/store/photos/photo-images.ts). Argument: dots per inch.
 */
const [, , density = '72'] = process.argv
const svg = await buffer(process.stdin)
const png = await sharp(svg, { density: Number(density) })
  .flatten({ background: 'white' })
  .png({ palette: true, quality: 95, effort: 4 })
  .toBuffer()
process.stdout.write(png)
