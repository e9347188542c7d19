import type { Messages } from '../../../client/ui/language/i18n.ts'
import { deskDa } from '../../../client/ui/messages/da/desk.ts'
import { deskEn } from '../../../client/ui/messages/en/desk.ts'
import { offlineDa } from '../../../client/ui/messages/da/offline.ts'
import { offlineEn } from '../../../client/ui/messages/en/offline.ts'
import { walkDa } from '../../../client/ui/messages/da/walk-app.ts'
import { walkEn } from '../../../client/ui/messages/en/walk-app.ts'

/** Every message of a language by its key; both apps have the common ones alike. */
export type Catalogue = ReadonlyMap<string, string>

const flat = (messages: Messages, prefix: string): [string, string][] =>
  Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flat(value, `${prefix}${key}.`),
  )

/** The list for offline use has messages of its own, whose keys would be taken for others without the word in front. */
function catalogue(walk: Messages, desk: Messages, offline: Messages): Catalogue {
  return new Map([...flat(desk, ''), ...flat(walk, ''), ...flat(offline, 'offlineReady.')])
}

export const danish = catalogue(walkDa, deskDa, offlineDa)
export const english = catalogue(walkEn, deskEn, offlineEn)
