import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { categoryGroups, categories } from '../../../shared/observation/categories.ts'
import { categoryIcon, groupIcon } from '../../../client/ui/icons/category-icons.ts'
import { categoryIcons, controlIcons, iconHref } from '../../../client/ui/icons/icons.ts'

const require = createRequire(import.meta.url)
/** The box the package draws in: y upwards from -960. */
const drawnIn = '0 -960 960 960'

async function symbolOf(name: string): Promise<string> {
  const file = require.resolve(`@material-symbols/svg-400/rounded/${name}.svg`)
  const path = /<path [^>]*>/.exec(await readFile(file, 'utf8'))?.[0]
  if (!path) throw new Error(`no outline in ${name}`)
  return `<symbol id="${name}" viewBox="${drawnIn}">${path}</symbol>`
}

test.each([
  ['category-icons.svg', categoryIcons],
  ['control-icons.svg', controlIcons],
])('%s holds every icon of its list, drawn as the package draws it', async (file, names) => {
  const symbols = await Promise.all(names.map(symbolOf))
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`
  await expect(sprite).toMatchFileSnapshot(`../../../client/ui/icons/${file}`)
  for (const name of names) {
    const { pathname, hash } = new URL(iconHref(name), 'http://localhost')
    expect([pathname.split('/').at(-1), hash]).toEqual([file, `#${name}`])
  }
})

test('every category and group has an icon that is in a sprite, and no sprite holds one for nothing', () => {
  const icons = [...categories.map(({ id }) => categoryIcon(id)), ...categoryGroups.map(groupIcon)]
  const known = [...categoryIcons, ...controlIcons]
  expect(icons.filter((icon) => !known.includes(icon))).toEqual([])
  expect(categoryIcons.filter((icon) => !icons.includes(icon))).toEqual([])
  expect(new Set(known).size).toBe(known.length)
})

test('a category from a newer server has the icon of its group, or the one of "other"', () => {
  expect(categoryIcon('lys.ukendt')).toBe(groupIcon('lys'))
  expect(categoryIcon('ny.gruppe')).toBe(groupIcon('andet'))
})
