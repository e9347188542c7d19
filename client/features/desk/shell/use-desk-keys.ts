import { onScopeDispose } from 'vue'
import type { PanelStep } from '../panel/panel-steps.ts'

type DeskKey =
  'next' | 'previous' | 'close' | 'search' | 'news' | 'list' | 'map' | 'help' | 'undo' | PanelStep
/** `close` is told whether somebody is typing: then Escape leaves the field, not the observation. */
export type DeskKeys = Record<DeskKey, (isTyping: boolean) => unknown>

const actions: Record<string, DeskKey> = {
  j: 'next',
  k: 'previous',
  a: 'accept',
  t: 'assign',
  s: 'answer',
  d: 'done',
  e: 'give-back',
  h: 'steps',
  u: 'undo',
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
      // In a search field Escape belongs to the browser: it clears the field.
      if (!isSearch(event.target)) keys.close(isTyping(event.target))
      return
    }
    const action = actions[event.key]
    if (!action || !options.areSingleKeysOn() || isTyping(event.target)) return
    event.preventDefault()
    keys[action](false)
  }
  document.addEventListener('keydown', press)
  onScopeDispose(() => document.removeEventListener('keydown', press))
}

const isSearch = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && target.type === 'search'

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)))
