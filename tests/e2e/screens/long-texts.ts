import type { Page } from 'playwright-core'

/** No place to break: a word of 85 letters, and a link with what mail and chat programs hang on it. */
export const longWord = `Tryghed${'svandring'.repeat(8)}slut!!`
export const longLink = `https://www.eksempel.dk/nyt/${'a1b2'.repeat(20)}?utm_source=${'x'.repeat(60)}&fbclid=${'Y'.repeat(90)}`
export const longName = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewiss'.slice(0, 60)
export const fourThousand = 'q'.repeat(4_000)

/** Fields of the API that hold what people have written or named. */
const written = [
  'title',
  'text',
  'place',
  'by',
  'name',
  'displayName',
  'meetingPlace',
  'authorName',
]
const more = ['recipient', 'reference', 'controller', 'contact', 'municipality', 'quote']
const fields = new Set([...written, ...more])

function lengthen(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    if (!fields.has(key)) return value
    return `${value} ${longWord} ${longLink}${key === 'text' ? ` ${fourThousand}` : ''}`.trim()
  }
  if (Array.isArray(value)) return value.map((one) => lengthen(one))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, lengthen(one, name)]))
}

/** From here on all that others have written is long, wherever the page reads it. */
export async function lengthenAnswers(page: Page): Promise<void> {
  await page.route(/\/api\/(?!events)/, async (route) => {
    const response = await route.fetch()
    const isJson = response.headers()['content-type']?.startsWith('application/json') ?? false
    if (!isJson) return route.fulfill({ response })
    return route.fulfill({ response, json: lengthen(await response.json()) })
  })
}

/**
 * Runs in the page: what is wider than the screen, or than the box it stands in. Parts that scroll sideways on purpose, and texts
 * whose end is marked with dots, are right.
 */
export function findTooWide(marks: readonly string[]): string[] {
  const root = document.documentElement
  const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
  const shown = [...top.querySelectorAll('*')].filter(
    (element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('.sr-only, [inert], .leaflet-container, svg') === null,
  )
  const called = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.className.toString().replaceAll(' ', '.')} "${element.textContent.trim().slice(0, 30)}"`
  const holds = (element: Element) => {
    const typed = 'value' in element && typeof element.value === 'string' ? element.value : ''
    return marks.some((mark) => element.textContent.includes(mark) || typed.includes(mark))
  }
  const scrolls = (element: Element): boolean => {
    for (let at: Element | null = element; at && at !== root; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth + 1)
        return !holds(at) || at.matches('[role=toolbar], .bar')
    }
    return false
  }
  const isDotted = (element: Element) => {
    const { textOverflow, webkitLineClamp } = getComputedStyle(element)
    return textOverflow === 'ellipsis' || webkitLineClamp !== 'none'
  }
  const isControl = (element: Element) =>
    element.matches('button, a[href], input, select, textarea, summary')
  const findings = root.scrollWidth > root.clientWidth ? ['the page is wider than the screen'] : []
  for (const element of shown) {
    const isHolder = holds(element)
    if (!isHolder && !isControl(element)) continue
    const { left, right, width } = element.getBoundingClientRect()
    const isOut = width > 1 && (right > root.clientWidth + 1 || left < -1)
    if (isOut && !scrolls(element)) findings.push(`outside the screen: ${called(element)}`)
    const isWider = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1
    const isField = element.matches('input, select')
    if (isHolder && isWider && !isField && !isDotted(element))
      findings.push(`wider than its box: ${called(element)}`)
  }
  return [...new Set(findings)]
}
