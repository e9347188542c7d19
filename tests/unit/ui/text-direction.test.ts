import { readFile, glob } from 'node:fs/promises'
import { parse } from 'vue/compiler-sfc'
import { describe, expect, it } from 'vitest'
import { compileMessage } from '../../../client/ui/language/compile-message.ts'
import { isolate } from '../../../client/ui/language/isolate.ts'

const client = new URL('../../../client/', import.meta.url).pathname

interface Part {
  file: string
  tag: string
  attributes: Map<string, string>
  /** Expressions in this element itself. */
  shown: string[]
}

/** As the compiler reads a template: 1 is an element, 5 is `{{ … }}`. */
interface Node {
  type: number
  tag?: string
  props?: { name: string; value?: { content: string }; rawName?: string }[]
  children?: Node[]
  content?: { content?: string }
}

function partsOf(file: string, node: Node): Part[] {
  const children = node.children ?? []
  const shown = children
    .filter(({ type }) => type === 5)
    .map(({ content }) => content?.content ?? '')
  const attributes = new Map(
    (node.props ?? []).map(({ name, rawName, value }) => [rawName ?? name, value?.content ?? '']),
  )
  const own = { file, tag: node.tag ?? '', attributes, shown }
  return [own, ...children.flatMap((child) => partsOf(file, child))]
}

async function allParts(): Promise<Part[]> {
  const parts: Part[] = []
  for await (const file of glob('**/*.vue', { cwd: client })) {
    const { descriptor } = parse(await readFile(client + file, 'utf8'))
    if (descriptor.template?.ast) parts.push(...partsOf(file, descriptor.template.ast as Node))
  }
  return parts
}

const parts = await allParts()
const hasDirection = ({ tag, attributes }: Part) => tag === 'bdi' || attributes.has('dir')
const unwritten = ['checkbox', 'radio', 'file', 'date', 'hidden']
/** What people have written, as our templates name it. Inside `t(…)` the message compiler takes care of it. */
const written =
  /(?<!verdict|asked)\.(?:text|title|quote|displayName|email)$|\bplace$|\.place\b|\.by\b|signature\(|words\.who\(|(?:session|municipality|reader)\.name|say\.name\(|nameOf\(phone|say\.walks\(|option\.label|^party$/

describe('the direction of what people write', () => {
  it('is detected by every field that people type into', () => {
    const fields = parts.filter(
      ({ tag, attributes }) =>
        tag === 'textarea' ||
        (tag === 'input' && !unwritten.includes(attributes.get('type') ?? 'text')),
    )
    expect(fields.length).toBeGreaterThan(8)
    expect(fields.filter((field) => !hasDirection(field)).map(({ file }) => file)).toEqual([])
  })

  it('is detected wherever it is shown, apart from our own words', () => {
    const places = parts.filter(({ shown }) =>
      shown.some((expression) => written.test(expression) && !/^t\(/.test(expression.trim())),
    )
    expect(places.length).toBeGreaterThan(20)
    const bare = places.filter((place) => !hasDirection(place))
    expect(bare.map(({ file, tag, shown }) => `${file} <${tag}>: ${shown.join(' ')}`)).toEqual([])
  })

  it.each([
    ['Anna', 'Anna'],
    ['Bjørn Ågård 👨‍👩‍👧', 'Bjørn Ågård 👨‍👩‍👧'],
    ['علی‌رضا', '\u2068علی‌رضا\u2069'],
    ['דוד', '\u2068דוד\u2069'],
    ['Ali علي', '\u2068Ali علي\u2069'],
    ['ab\u202ecd', '\u2068abcd\u2069'],
    ['ab\u2069\u202ecd', '\u2068abcd\u2069'],
    ['\u2067ab', '\u2068ab\u2069'],
    ['', ''],
  ])('keeps %j apart in a sentence of ours: %j', (name, isolated) => {
    expect(isolate(name)).toBe(isolated)
    const say = compileMessage('Du er med som {name} i aften')
    const context = { named: () => name } as never
    expect(say(context)).toBe(`Du er med som ${isolated} i aften`)
  })
})
