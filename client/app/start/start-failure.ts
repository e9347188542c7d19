const words = [
  [
    'Lygte kunne ikke starte i denne browser.',
    'Tillad cookies for denne side, og indlæs den igen, eller åbn den i en anden browser.',
  ],
  [
    'Lygte could not start in this browser.',
    'Allow cookies for this page and reload it, or open it in another browser.',
  ],
]

/** Shown when an app does not start at all: plain sentences in both languages, because its messages may be missing too. */
export function showStartFailure(error: unknown): void {
  const place = document.querySelector('#app')
  const parts = words.map((lines) => {
    const part = document.createElement('p')
    part.textContent = lines.join(' ')
    return part
  })
  const box = document.createElement('main')
  box.className = 'start-failure'
  box.setAttribute('role', 'alert')
  box.append(...parts)
  place?.replaceChildren(box)
  globalThis.reportError(error)
}
