import { onScopeDispose } from 'vue'

export type DeskKey = 'next' | 'previous' | 'close' | 'search' | 'news' | 'list' | 'map' | 'help'
export type DeskKeys = Record<DeskKey, () => unknown>

const actions: Record<string, DeskKey> = {
  j: 'next',
  k: 'previous',
  n: 'news',
  l: 'list',
  m: 'map',
  '/': 'search',
  '?': 'help',
}

/**
 * Keys that work anywhere on the desk, except while somebody types or a dialog is open. Single characters can be switched off
 * (WCAG 2.1.4: speech control types them by accident); Escape always works.
 */
export function useDeskKeys(keys: DeskKeys, options: { areSingleKeysOn: () => boolean }): void {
  function press(event: KeyboardEvent) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (document.querySelector('dialog[open]')) return
    if (event.key === 'Escape') {
      keys.close()
      return
    }
    const action = actions[event.key]
    if (!action || !options.areSingleKeysOn() || isTyping(event.target)) return
    event.preventDefault()
    keys[action]()
  }
  document.addEventListener('keydown', press)
  onScopeDispose(() => document.removeEventListener('keydown', press))
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)))
