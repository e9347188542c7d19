import { whenLabelFontsAreThere } from './map-fonts.ts'

/** The drawing code of vector tiles is a fifth of the walk app's JavaScript; pins, position and grid need none of it. */
export const vectorLayer = () => import('./vector-layer.ts')

/** Starts to load drawing code and label fonts as soon as they are known to be needed, while the databases are still being read. */
export function expectVectorTiles(): void {
  void vectorLayer().catch(() => undefined)
  void whenLabelFontsAreThere()
}
