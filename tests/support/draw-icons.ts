import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

/**
 * Draws the PNG icons from their SVG; run after changing one: `node tests/support/draw-icons.ts`. Phones want PNG: iOS
 * for the home screen, Android for the splash screen.
 */
const folder = fileURLToPath(new URL('../../client/public/icons/', import.meta.url))

export const iconFiles = [
  { source: 'icon.svg', target: 'icon-192.png', side: 192 },
  { source: 'icon.svg', target: 'icon-512.png', side: 512 },
  { source: 'icon-maskable.svg', target: 'icon-maskable-512.png', side: 512 },
  // iOS rounds the corners itself and shows black where a picture is transparent.
  { source: 'icon-maskable.svg', target: 'apple-touch-icon.png', side: 180 },
] as const

for (const { source, target, side } of iconFiles) {
  await sharp(folder + source, { density: 300 })
    .resize(side, side)
    .png({ compressionLevel: 9, palette: true })
    .toFile(folder + target)
}
