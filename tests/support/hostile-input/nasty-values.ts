import fc from 'fast-check'

/** Texts that PostgreSQL, JSON, an object's prototype or a careless program stumble over. */
const nasty = [
  'a\u0000b',
  '\u0000',
  'a\ud800b',
  '\udfff',
  '\ud83d',
  '\ufffe\uffff',
  '🕯️👩‍👩‍👧',
  'مظلم هنا\u202e',
  'z̷̧̛͔̰a̷l̵g̴o',
  "'; drop table observations; --",
  '\\u0000',
  '{{7*7}}<script>',
  '\n\r\t\b',
  'NaN',
  '1e999',
  '__proto__',
  'constructor',
  '../../../etc/passwd',
]
export const nastyText = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('x'.repeat(4_001), 'ø'.repeat(20_000)),
)
const nastyNumber = fc.constantFrom(-1, 0, 1.5, 1e300, -1e300, 2 ** 53, 5e-324, 181, 91)
/** Anything JSON can say where something else is expected. */
export const nastyValue = fc.oneof(
  nastyText,
  nastyNumber,
  fc.constantFrom(null, true, [], {}, [[]]),
  // A key `__proto__` makes the whole body unreadable; other tests send it.
  fc.dictionary(
    nastyText.filter((key) => key !== '__proto__'),
    nastyText,
    { maxKeys: 3, noNullPrototype: true },
  ),
)

/** Replaces the value at one leaf, chosen by a number, or adds a key; `undefined` takes the value away. */
export function spoil(value: object, choice: number, bad: unknown): unknown {
  const entries = Object.entries(value)
  const [key, item] = (entries[choice % entries.length] ?? ['x', null]) as [string, unknown]
  const isDeep = item !== null && typeof item === 'object' && choice % 3 === 0
  const rest = isDeep ? spoil(item, Math.floor(choice / 3), bad) : bad
  return Array.isArray(value)
    ? value.map((old: unknown, index) => (String(index) === key ? rest : old))
    : { ...value, [choice % 7 === 0 ? 'ekstra\u0000' : key]: rest }
}
