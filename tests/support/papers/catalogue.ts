import type { Messages } from '../../../client/ui/language/i18n.ts'
import { deskDa } from '../../../client/ui/messages/da/desk/desk.ts'
import { deskEn } from '../../../client/ui/messages/en/desk/desk.ts'
import { offlineDa } from '../../../client/ui/messages/da/offline.ts'
import { offlineEn } from '../../../client/ui/messages/en/offline.ts'
import { walkWords } from '../walk-words.ts'

/** Every message of a language by its key; both apps have the common ones alike. */
export type Catalogue = ReadonlyMap<string, string>

const flat = (messages: Messages, prefix: string): [string, string][] =>
  Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flat(value, `${prefix}${key}.`),
  )

/** The list for offline use has messages of its own, whose keys would be taken for others without the word in front. */
function catalogue(walk: readonly Messages[], desk: Messages, offline: Messages): Catalogue {
  return new Map([
    ...flat(desk, ''),
    ...walk.flatMap((words) => flat(words, '')),
    ...flat(offline, 'offlineReady.'),
  ])
}

export const danish = catalogue(walkWords.da, deskDa, offlineDa)
export const english = catalogue(walkWords.en, deskEn, offlineEn)
