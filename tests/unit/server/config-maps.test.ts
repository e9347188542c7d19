import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { openDemoMap, openOwnMap } from '../../../server/start/open-map.ts'
import { demoMap, demoMapFolder } from '../../support/repository.ts'

const mapFiles = (MAP_FILE?: string) => readConfig({ MAP_FILE }).mapFiles

it('MAP_FILE takes one map file, several with commas between them, and none at all', () => {
  expect(mapFiles('/maps/a.pmtiles')).toEqual(['/maps/a.pmtiles'])
  expect(mapFiles(' /maps/a.pmtiles, maps ,')).toEqual([
    '/maps/a.pmtiles',
    join(process.cwd(), 'maps'),
  ])
  expect(mapFiles('none')).toEqual([])
  expect([mapFiles(), mapFiles(' ')]).toEqual([null, null])
})

it('the demo’s maps are used only where no map was configured, and never in production', async () => {
  const demo = await openDemoMap(readConfig({}))
  expect(demo?.files).toEqual([demoMap('aalborg'), demoMap('sindal')])
  await demo?.close()
  for (const env of [
    { MAP_FILE: 'none' },
    { MAP_FILE: demoMap('sindal') },
    { NODE_ENV: 'production' },
    { NODE_ENV: 'production', DEMO: '1' },
  ]) {
    expect(await openDemoMap(readConfig(env))).toBeNull()
  }
})

it('a configured folder and a file are both opened', async () => {
  const own = await openOwnMap(readConfig({ MAP_FILE: `${demoMap('sindal')},${demoMapFolder}` }))
  expect(own?.files).toHaveLength(2)
  await own?.close()
  expect(await openOwnMap(readConfig({ MAP_FILE: 'none' }))).toBeNull()
  expect(await openOwnMap(readConfig({}))).toBeNull()
})
