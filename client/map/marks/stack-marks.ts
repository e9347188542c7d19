import type { MapPoint } from '../leaflet-coordinates.ts'
import type { MapPin, MapStack, MapStop } from '../map-content.ts'
import { pixelsOf } from '../map-pixels.ts'

/** Side of the pressable square, as large as the walk app requires of any control (interface.md §1.1). */
export const markPixels = 48
/** A pin stands above its place, so its square does, too; a stop is centred on its place. */
export const pinLift = markPixels / 2 - 2

interface Seed {
  x: number
  y: number
  stack: { id: string; pins: MapPin[]; stops: MapStop[] } & MapPoint
}

interface MapMarksFacts {
  pins: readonly MapPin[]
  stops: readonly MapStop[]
}

/**
 * Groups what would cover each other on the screen, so that every mark can be seen and pressed. Stops come first and keep their
 * place, then pins in the order of their ids, which is that of their creation: each stands alone, or joins the nearest mark that it
 * would cover. So a place never moves because another pin arrives, and nothing depends on the visible part of the world.
 */
export function stackMarks({ pins, stops }: MapMarksFacts, zoom: number): MapStack[] {
  const seeds = new SeedGrid()
  for (const stop of stops) {
    const { x, y } = pixelsOf(stop, zoom)
    const seed =
      seeds.near(x, y) ?? seeds.add(x, y, { ...placeOf(stop), id: `stop:${stop.number}` })
    seed.stack.stops.push(stop)
  }
  for (const pin of pins.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { x, y } = pixelsOf(pin, zoom)
    const seed =
      seeds.near(x, y - pinLift) ?? seeds.add(x, y - pinLift, { ...placeOf(pin), id: pin.id })
    seed.stack.pins.push(pin)
  }
  return seeds.stacks()
}

const placeOf = ({ longitude, latitude }: MapPoint): MapPoint => ({ longitude, latitude })

/** Marks by squares of the map as large as themselves: whatever covers a mark is in the same square or beside it. */
class SeedGrid {
  readonly #cells = new Map<string, Seed[]>()
  readonly #all: Seed[] = []

  add(x: number, y: number, place: MapPoint & { id: string }): Seed {
    const seed: Seed = { x, y, stack: { ...place, pins: [], stops: [] } }
    const key = this.#key(x, y)
    const cell = this.#cells.get(key)
    if (cell) cell.push(seed)
    else this.#cells.set(key, [seed])
    this.#all.push(seed)
    return seed
  }

  /** Returns the nearest mark whose square overlaps one with this centre. */
  near(x: number, y: number): Seed | undefined {
    let nearest: Seed | undefined
    let least = Infinity
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        for (const seed of this.#cells.get(this.#key(x + dx * markPixels, y + dy * markPixels)) ??
          []) {
          const [across, along] = [Math.abs(seed.x - x), Math.abs(seed.y - y)]
          if (across >= markPixels || along >= markPixels) continue
          const distance = Math.hypot(across, along)
          if (distance >= least) continue
          nearest = seed
          least = distance
        }
      }
    }
    return nearest
  }

  stacks(): MapStack[] {
    return this.#all.map(({ stack }) => stack)
  }

  #key(x: number, y: number): string {
    return `${String(Math.floor(x / markPixels))}:${String(Math.floor(y / markPixels))}`
  }
}
