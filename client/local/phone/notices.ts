import type { Uuid } from '../../../shared/identifiers.ts'
import type { NoticeChannel } from './phone-environment.ts'

/**
 * What changed on this phone; `null` ids: anything may have. Other tabs receive all kinds except `delivery`, which concerns one
 * tab.
 */
export type Notice =
  | { kind: 'outbox'; entities: Uuid[] | null; isNewWork?: boolean }
  | { kind: 'base'; space: Uuid; ids: Uuid[] | null }
  | { kind: 'walks' }
  | { kind: 'draft' }
  | { kind: 'delivery'; entities: Uuid[] | null }

type NoticeListener = (notice: Notice, from: 'here' | 'other-tab') => void

/** Announces changes to this tab and the others. A missed message is made up for when the page becomes visible again. */
export interface Notices {
  publish(notice: Notice): void
  subscribe(listener: NoticeListener): () => void
  close(): void
}

const kinds = ['outbox', 'base', 'walks', 'draft']

const isNotice = (message: unknown): message is Notice =>
  message !== null &&
  typeof message === 'object' &&
  'kind' in message &&
  kinds.some((kind) => kind === message.kind)

export function createNotices(channel: NoticeChannel | null): Notices {
  const listeners = new Set<NoticeListener>()
  const tell = (notice: Notice, from: 'here' | 'other-tab') => {
    for (const listener of [...listeners]) listener(notice, from)
  }
  channel?.onMessage((message) => {
    if (isNotice(message)) tell(message, 'other-tab')
  })
  return {
    publish: (notice) => {
      tell(notice, 'here')
      if (notice.kind !== 'delivery') channel?.post(notice)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => channel?.close(),
  }
}
