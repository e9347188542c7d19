import type { BoundingBox } from '../../../../shared/geo.ts'
import type { MapTheme, TileSource } from '../../../map/map-content.ts'

/** What every map of the capture sheets needs from its surroundings. */
export interface MapFrame {
  theme: MapTheme
  tileSource: TileSource
  /** The walk's area: where a map without a pin opens, and how far an address alone reaches. */
  area: BoundingBox
  /** The municipality's box: positions beyond it are refused. */
  bounds: BoundingBox
  municipality: string
}
