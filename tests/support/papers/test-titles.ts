import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { repositoryRoot } from '../repository.ts'

/** A test file below the repository, with the ids of properties that its titles begin with. */
export interface TestFile {
  path: string
  ids: ReadonlySet<string>
}

const runners = new Set(['it', 'test', 'describe'])
const modifiers = new Set(['each', 'for', 'concurrent', 'sequential', 'runIf', 'skipIf'])
/** `B6: …`, `C4, C7: …`; an id elsewhere in a sentence is a word like any other. */
const idsInFront = /^([A-O]\d{1,2}(?:, [A-O]\d{1,2})*): /
const oneId = /[A-O]\d{1,2}/g

/** Every test file that `npm test` runs, read by the compiler's parser and not run. */
export function testFiles(): TestFile[] {
  const paths = globSync('tests/{unit,server,e2e,firefox}/**/*.test.ts', { cwd: repositoryRoot })
  return paths
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => {
      const titles = titlesIn(readFileSync(`${repositoryRoot}${path}`, 'utf8'))
      return { path, ids: new Set(titles.flatMap(idsOf)) }
    })
}

/** The ids a title begins with; none of most titles. */
export function idsOf(title: string): string[] {
  return idsInFront.exec(title)?.[1]?.match(oneId) ?? []
}

/**
 * Titles of tests and of their groups. Of a template what stands before its first value; `%s` at the beginning becomes the
 * first string of each row where the rows stand beside it, since that is how one test is written for several properties.
 */
export function titlesIn(source: string): string[] {
  const titles: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isRunner(node.expression)) {
      const title = textOf(node.arguments[0])
      if (title !== undefined) titles.push(...spread(title, node.expression))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('test.ts', source, ts.ScriptTarget.Latest))
  return titles
}

/** `it`, `describe.runIf(…)`, `it.concurrent.each(…)`; not `test.app.inject`. */
function isRunner(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return runners.has(node.text)
  if (ts.isCallExpression(node)) return isRunner(node.expression)
  return (
    ts.isPropertyAccessExpression(node) &&
    modifiers.has(node.name.text) &&
    isRunner(node.expression)
  )
}

function textOf(node: ts.Expression | undefined): string | undefined {
  if (!node) return undefined
  if (ts.isStringLiteralLike(node)) return node.text
  return ts.isTemplateExpression(node) ? node.head.text : undefined
}

function spread(title: string, runner: ts.Expression): string[] {
  const given = ts.isCallExpression(runner) ? runner.arguments[0] : undefined
  const table = given && ts.isAsExpression(given) ? given.expression : given
  if (!title.startsWith('%s') || !table || !ts.isArrayLiteralExpression(table)) return [title]
  return table.elements.map((row) => {
    const first = ts.isArrayLiteralExpression(row) ? row.elements[0] : row
    return title.replace('%s', () => textOf(first) ?? '%s')
  })
}
