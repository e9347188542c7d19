import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { isOwnPage, pageAt, walkPages } from '../../../shared/text/page-address.ts'

const pathsIn = async (file: string): Promise<string[]> => {
  const source = await readFile(new URL(`../../../client/app/${file}`, import.meta.url), 'utf8')
  const paths = [...source.matchAll(/path: '(\/[^']*)'/g)].map(([, path]) => path ?? '')
  return paths.filter((path) => !path.startsWith('/:') && !path.endsWith('.html'))
}

test('every page of the walk app is opened by a damaged address too', async () => {
  const paths = await pathsIn('router/walk-router.ts')
  expect(paths.length).toBeGreaterThan(walkPages.length)
  for (const path of paths)
    expect([path, pageAt(path), isOwnPage(path)]).toEqual([path, 'walk', true])
})

test('every page of the desk is opened by a damaged address too', async () => {
  const paths = await pathsIn('desk/dashboard-router.ts')
  expect(paths).toContain('/desk')
  for (const path of paths)
    expect([path, pageAt(path), isOwnPage(path)]).toEqual([path, 'desk', true])
})
