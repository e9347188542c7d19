export interface ScreenWants {
  leastControl: number
  keys: readonly string[]
  language: string
}

/**
 * Runs in the page, so it may use nothing from outside itself: controls that are too small for a thumb, anything that scrolls
 * sideways, keys that stand where words should, and the language the document claims.
 */
export function lookAtScreen({ leastControl, keys, language }: ScreenWants): string[] {
  const shown = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest('[inert], .sr-only') === null
  const called = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.className.toString().replaceAll(' ', '.')} "${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}"`
  // Only what lies on top counts: behind an open dialog nothing can be pressed.
  const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
  const all = [...top.querySelectorAll('*')].filter(shown)

  // The map's credit is small print with a link in it, and no control of the app.
  const isInText = (element: Element) =>
    element.tagName === 'A' &&
    getComputedStyle(element).display === 'inline' &&
    (element.closest('.map-credit') !== null ||
      element.parentElement?.textContent.trim() !== element.textContent.trim())
  const controls = all.filter(
    (element) =>
      element.matches('button, a[href], input, select, textarea, summary, [role=button]') &&
      !isInText(element),
  )
  const sizes = controls.flatMap((control) => {
    const { width, height } = (control.closest('label') ?? control).getBoundingClientRect()
    const isBig = Math.round(width) >= leastControl && Math.round(height) >= leastControl
    const size = `${width.toFixed(0)} x ${height.toFixed(0)} px`
    return isBig ? [] : [`small control: ${called(control)} is ${size}`]
  })

  const root = document.documentElement
  const sideways = [root, ...all]
    .filter((element) => {
      const flow = getComputedStyle(element).overflowX
      return (
        element.scrollWidth > element.clientWidth + 1 &&
        (element === root || /auto|scroll/.test(flow))
      )
    })
    .map((element) => `scrolls sideways: ${called(element)}`)

  const spoken = all.flatMap((element) => [
    ...[...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent ?? ''),
    ...['aria-label', 'title', 'placeholder', 'alt'].map(
      (name) => element.getAttribute(name) ?? '',
    ),
  ])
  const known = new Set(keys)
  const roots = new Set(keys.filter((key) => key.includes('.')).map((key) => key.split('.')[0]))
  const isKey = (word: string) =>
    /^[a-z]\w*(\.[\w-]+)+$/.test(word) && (known.has(word) || roots.has(word.split('.')[0]))
  const untranslated = [...spoken, document.title]
    .flatMap((text) => [text.trim(), ...text.split(/\s+/)])
    .filter(
      (text) => isKey(text) || (known.has(text) && /[a-z][A-Z]/.test(text)) || /[{}]/.test(text),
    )
    .map((text) => `not in words: ${text}`)

  const claims = root.lang === language ? [] : [`lang is ${root.lang}`]
  return [...new Set([...sizes, ...sideways, ...untranslated, ...claims])]
}
