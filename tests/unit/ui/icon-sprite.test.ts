import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { categoryGroups, categories } from '../../../shared/categories.ts'
import { categoryIcon, groupIcon } from '../../../client/ui/icons/category-icons.ts'
import { iconNames } from '../../../client/ui/icons/icons.ts'

const require = createRequire(import.meta.url)
/** The box the package draws in: y upwards from -960. */
const drawnIn = '0 -960 960 960'

async function symbolOf(name: string): Promise<string> {
  const file = require.resolve(`@material-symbols/svg-400/rounded/${name}.svg`)
  const path = /<path [^>]*>/.exec(await readFile(file, 'utf8'))?.[0]
  if (!path) throw new Error(`no outline in ${name}`)
  return `<symbol id="${name}" viewBox="${drawnIn}">${path}</symbol>`
}

test('the sprite holds every icon of the list, drawn as the package draws it', async () => {
  const symbols = await Promise.all(iconNames.map(symbolOf))
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`
  await expect(sprite).toMatchFileSnapshot('../../../client/ui/icons/sprite.svg')
})

test('every category and group has an icon that is in the sprite', () => {
  const icons = [...categories.map(({ id }) => categoryIcon(id)), ...categoryGroups.map(groupIcon)]
  expect(icons.filter((icon) => !iconNames.includes(icon))).toEqual([])
})

test('a category from a newer server wears the icon of its group, or the one of "other"', () => {
  expect(categoryIcon('lys.ukendt')).toBe(groupIcon('lys'))
  expect(categoryIcon('ny.gruppe')).toBe(groupIcon('andet'))
})
