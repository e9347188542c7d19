import { glob, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const client = new URL('../../../client/', import.meta.url).pathname

test('no field cuts what is typed or pasted without telling the person', async () => {
  const cutting: string[] = []
  for await (const file of glob('**/*.{vue,ts}', { cwd: client })) {
    if (/\bmax-?length\s*=/i.test(await readFile(client + file, 'utf8'))) cutting.push(file)
  }
  expect(cutting).toEqual([])
})
