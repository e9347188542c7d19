import type { PixelSize } from './photo-header.ts'

/** Safari draws nothing on a larger canvas: 4,096 × 4,096 pixels. */
export const canvasPixels = 16_777_216

/** Returns the size that fits the long side; never larger than the picture itself. */
export function fitInto({ width, height }: PixelSize, longSide: number): PixelSize {
  const scale = Math.min(1, longSide / Math.max(width, height))
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  }
}

/**
 * Returns what to request from the decoder, so that no bitmap is larger than a canvas may be. Only one side is given: the browser
 * keeps the proportions, whether it applies the orientation flag before or after.
 */
export function decodeSize(
  stored: PixelSize | undefined,
  longSide: number,
): { resizeWidth: number } | { resizeHeight: number } | undefined {
  if (!stored || Math.max(stored.width, stored.height) <= longSide) return undefined
  return stored.width >= stored.height ? { resizeWidth: longSide } : { resizeHeight: longSide }
}

/**
 * Returns whether samples of a canvas (RGBA, four bytes a pixel) show that nothing was drawn: all transparent, or all exactly the
 * same. Sensors make noise even at night, so a real picture is never that even; a picture wrongly called blank is sent as it was.
 */
export function isBlank(samples: Uint8ClampedArray): boolean {
  const first = samples.subarray(0, 4)
  for (let at = 0; at < samples.length; at += 1) {
    if (samples[at] !== first[at % 4]) return false
  }
  return true
}
