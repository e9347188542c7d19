import type { Page } from 'playwright-core'
import type { BoundingBox, Position } from '../../../shared/geo.ts'
import { coveringTiles, type Tile } from '../../../shared/tile-grid.ts'

type Point = Pick<Position, 'longitude' | 'latitude'>

export interface MapLook {
  /** What lies in the middle of the map. */
  center: Point
  zoom: number
  /** Only tiles of this box are judged. */
  box: BoundingBox
}

const tileSize = 256
/** A canvas may show several tiles; places on the screen are known to the pixel only. */
const slack = 3
/** Less of a tile than so many pixels is no part of what one sees; the middle is known to the pixel only. */
const leastSeen = 4

/** Tiles of the box that the map should be showing now and is not, because they are missing or not drawn yet. */
export async function tilesNotShown(page: Page, look: MapLook): Promise<string[]> {
  const map = page.locator('.leaflet-container').first()
  const { width, height } = (await map.boundingBox()) ?? { width: 0, height: 0 }
  const middle = pixelsOf(look.center, look.zoom)
  const { zoom, box } = look
  const wanted = (coveringTiles(box, { minZoom: zoom, maxZoom: zoom, limit: 1e6 }) ?? [])
    .map((tile) => ({
      name: nameOf(tile),
      left: tile.x * tileSize - middle.x + width / 2,
      top: tile.y * tileSize - middle.y + height / 2,
    }))
    .filter(({ left, top }) => isSeen(left, width) && isSeen(top, height))
  if (wanted.length === 0) throw new Error(`Nothing of the box is on the map at zoom ${zoom}`)
  return map.evaluate(findNotShown, { wanted, tileSize, slack })
}

const isSeen = (start: number, room: number) =>
  start + tileSize > leastSeen && start < room - leastSeen

export const nameOf = ({ z, x, y }: Tile) => `${z}/${x}/${y}`

function pixelsOf({ longitude, latitude }: Point, zoom: number): { x: number; y: number } {
  const size = tileSize * 2 ** zoom
  const radians = (latitude * Math.PI) / 180
  return {
    x: ((longitude + 180) / 360) * size,
    y: ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * size,
  }
}

interface WantedTiles {
  wanted: readonly { name: string; left: number; top: number }[]
  tileSize: number
  slack: number
}

/** Runs in the page. A tile that could not be read is in its place too, but never marked as loaded. */
function findNotShown(map: Element, { wanted, tileSize, slack }: WantedTiles): string[] {
  const frame = map.getBoundingClientRect()
  const drawn = [...map.querySelectorAll('.vector-layer .leaflet-tile-loaded')].map((tile) =>
    tile.getBoundingClientRect(),
  )
  const isDrawn = (left: number, top: number) =>
    drawn.some(
      (tile) =>
        tile.left - slack < left &&
        tile.top - slack < top &&
        tile.right + slack > left + tileSize &&
        tile.bottom + slack > top + tileSize,
    )
  return wanted
    .filter(({ left, top }) => !isDrawn(left + frame.left, top + frame.top))
    .map(({ name }) => name)
}

/** Addresses of the pictures of somebody else's map that lie in sight now; undefined while one of them is still coming. */
export function picturesInSight(page: Page): Promise<string[] | undefined> {
  return page
    .locator('.leaflet-container')
    .first()
    .evaluate((map) => {
      const frame = map.getBoundingClientRect()
      const pictures = [...map.querySelectorAll<HTMLImageElement>('.raster-layer img')]
      if (pictures.some((picture) => !picture.classList.contains('leaflet-tile-loaded')))
        return undefined
      return pictures
        .filter((picture) => {
          const { left, right, top, bottom } = picture.getBoundingClientRect()
          return (
            right > frame.left && left < frame.right && bottom > frame.top && top < frame.bottom
          )
        })
        .map((picture) => picture.src)
    })
}

/** How many colours the tiles on the screen are drawn in; an empty map has one or two. */
export function coloursShown(page: Page): Promise<number> {
  return page
    .locator('.leaflet-container')
    .first()
    .evaluate((map) => {
      const colours = new Set<number>()
      for (const tile of map.querySelectorAll<HTMLCanvasElement>(
        '.vector-layer .leaflet-tile-loaded',
      )) {
        const pixels = tile.getContext('2d')?.getImageData(0, 0, tile.width, tile.height).data
        for (const colour of new Uint32Array(pixels?.buffer ?? new ArrayBuffer(0)))
          colours.add(colour)
      }
      return colours.size
    })
}
