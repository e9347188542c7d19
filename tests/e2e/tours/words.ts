import type { Messages } from '../../../client/ui/language/i18n.ts'
import type { Language } from '../../../shared/text/language.ts'
import { askDa } from '../../../client/ui/messages/da/ask.ts'
import { askEn } from '../../../client/ui/messages/en/ask.ts'
import { deskDa } from '../../../client/ui/messages/da/desk/desk.ts'
import { deskEn } from '../../../client/ui/messages/en/desk/desk.ts'
import { walkDoubtDa } from '../../../client/ui/messages/da/under-way/walk-doubt.ts'
import { walkDoubtEn } from '../../../client/ui/messages/en/under-way/walk-doubt.ts'
import { lostPageDa } from '../../../client/ui/messages/da/my-walks/lost-page.ts'
import { lostPageEn } from '../../../client/ui/messages/en/my-walks/lost-page.ts'
import { allHomeDa } from '../../../client/ui/messages/da/all-home.ts'
import { allHomeEn } from '../../../client/ui/messages/en/all-home.ts'
import { captureMoreDa } from '../../../client/ui/messages/da/pin/capture-more.ts'
import { checkListDa } from '../../../client/ui/messages/da/check-list.ts'
import { captureMoreEn } from '../../../client/ui/messages/en/pin/capture-more.ts'
import { checkListEn } from '../../../client/ui/messages/en/check-list.ts'
import { reportDa } from '../../../client/ui/messages/da/report.ts'
import { reportEn } from '../../../client/ui/messages/en/report.ts'
import { gatherDa } from '../../../client/ui/messages/da/gather.ts'
import { gatherEn } from '../../../client/ui/messages/en/gather.ts'
import { leadInviteDa } from '../../../client/ui/messages/da/invite/lead-invite.ts'
import { leadInviteEn } from '../../../client/ui/messages/en/invite/lead-invite.ts'
import { replyDa } from '../../../client/ui/messages/da/invite/reply.ts'
import { replyEn } from '../../../client/ui/messages/en/invite/reply.ts'
import { joinPageDa } from '../../../client/ui/messages/da/join-page.ts'
import { joinPageEn } from '../../../client/ui/messages/en/join-page.ts'
import { listSearchDa } from '../../../client/ui/messages/da/places/list-search.ts'
import { placeNamesDa } from '../../../client/ui/messages/da/places/place-names.ts'
import { locateDa } from '../../../client/ui/messages/da/locate.ts'
import { listSearchEn } from '../../../client/ui/messages/en/places/list-search.ts'
import { placeNamesEn } from '../../../client/ui/messages/en/places/place-names.ts'
import { locateEn } from '../../../client/ui/messages/en/locate.ts'
import { leaderDa } from '../../../client/ui/messages/da/leader.ts'
import { phonesReadyDa } from '../../../client/ui/messages/da/under-way/phones-ready.ts'
import { saidDa } from '../../../client/ui/messages/da/under-way/said.ts'
import { leaderEn } from '../../../client/ui/messages/en/leader.ts'
import { phonesReadyEn } from '../../../client/ui/messages/en/under-way/phones-ready.ts'
import { saidEn } from '../../../client/ui/messages/en/under-way/said.ts'
import { happenedDa } from '../../../client/ui/messages/da/my-walks/happened.ts'
import { happenedEn } from '../../../client/ui/messages/en/my-walks/happened.ts'
import { secretLinkDa } from '../../../client/ui/messages/da/my-walks/secret-link.ts'
import { secretLinkEn } from '../../../client/ui/messages/en/my-walks/secret-link.ts'
import { installDa } from '../../../client/ui/messages/da/my-walks/install.ts'
import { mailAddressDa } from '../../../client/ui/messages/da/my-walks/mail-address.ts'
import { notificationsDa } from '../../../client/ui/messages/da/my-walks/notifications.ts'
import { meDa } from '../../../client/ui/messages/da/my-walks/me.ts'
import { stopsDa } from '../../../client/ui/messages/da/stops.ts'
import { installEn } from '../../../client/ui/messages/en/my-walks/install.ts'
import { mailAddressEn } from '../../../client/ui/messages/en/my-walks/mail-address.ts'
import { notificationsEn } from '../../../client/ui/messages/en/my-walks/notifications.ts'
import { meEn } from '../../../client/ui/messages/en/my-walks/me.ts'
import { stopsEn } from '../../../client/ui/messages/en/stops.ts'
import { moveDa } from '../../../client/ui/messages/da/my-walks/move.ts'
import { moveEn } from '../../../client/ui/messages/en/my-walks/move.ts'
import { myWalksDa } from '../../../client/ui/messages/da/my-walks/my-walks.ts'
import { myWalksEn } from '../../../client/ui/messages/en/my-walks/my-walks.ts'
import { verifyDa } from '../../../client/ui/messages/da/under-way/verify.ts'
import { verifyEn } from '../../../client/ui/messages/en/under-way/verify.ts'
import { observedDa } from '../../../client/ui/messages/da/observed.ts'
import { observedEn } from '../../../client/ui/messages/en/observed.ts'
import { offlineDa } from '../../../client/ui/messages/da/offline.ts'
import { offlineEn } from '../../../client/ui/messages/en/offline.ts'
import { planDa } from '../../../client/ui/messages/da/desk/phone-plan.ts'
import { planEn } from '../../../client/ui/messages/en/desk/phone-plan.ts'
import { walkDa } from '../../../client/ui/messages/da/walk-app.ts'
import { walkPinDa } from '../../../client/ui/messages/da/walk-pin.ts'
import { walkEn } from '../../../client/ui/messages/en/walk-app.ts'
import { walkPinEn } from '../../../client/ui/messages/en/walk-pin.ts'

/** `ready` is the walk app's check list, which has message files of its own. */
export type Part = 'walk' | 'ready' | 'desk'
export type Say = (key: string, facts?: Record<string, string | number>) => string

/** Two files have words of joining. */
const joining = (walk: { join: Messages }, page: { join: Messages }) => ({
  join: { ...walk.join, ...page.join },
})

const parts: Record<Part, Record<Language, Messages>> = {
  walk: {
    da: {
      ...walkDa,
      ...askDa,
      ...captureMoreDa,
      ...joining(walkDa, joinPageDa),
      ...allHomeDa,
      ...walkDoubtDa,
      ...lostPageDa,
      ...checkListDa,
      ...gatherDa,
      ...reportDa,
      ...leadInviteDa,
      ...replyDa,
      ...leaderDa,
      ...phonesReadyDa,
      ...saidDa,
      ...listSearchDa,
      ...locateDa,
      ...placeNamesDa,
      ...installDa,
      ...mailAddressDa,
      ...notificationsDa,
      ...meDa,
      ...moveDa,
      ...happenedDa,
      ...secretLinkDa,
      ...myWalksDa,
      ...observedDa,
      ...verifyDa,
      ...planDa,
      ...stopsDa,
      ...walkPinDa,
    },
    en: {
      ...walkEn,
      ...askEn,
      ...captureMoreEn,
      ...joining(walkEn, joinPageEn),
      ...allHomeEn,
      ...walkDoubtEn,
      ...lostPageEn,
      ...checkListEn,
      ...gatherEn,
      ...reportEn,
      ...leadInviteEn,
      ...replyEn,
      ...leaderEn,
      ...phonesReadyEn,
      ...saidEn,
      ...listSearchEn,
      ...locateEn,
      ...placeNamesEn,
      ...installEn,
      ...mailAddressEn,
      ...notificationsEn,
      ...meEn,
      ...moveEn,
      ...happenedEn,
      ...secretLinkEn,
      ...myWalksEn,
      ...observedEn,
      ...verifyEn,
      ...planEn,
      ...stopsEn,
      ...walkPinEn,
    },
  },
  ready: { da: offlineDa, en: offlineEn },
  desk: {
    da: { ...deskDa, ...gatherDa, ...reportDa, ...placeNamesDa },
    en: { ...deskEn, ...gatherEn, ...reportEn, ...placeNamesEn },
  },
}

/** What the product says for a key, with its facts filled in; throws for a key that has no words. */
export const speaker =
  (part: Part, language: Language): Say =>
  (key, facts = {}) => {
    const found = key
      .split('.')
      .reduce<Messages | string | undefined>(
        (level, name) => (typeof level === 'object' ? level[name] : undefined),
        parts[part][language],
      )
    if (typeof found !== 'string') throw new Error(`No words for ${key}`)
    return found.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''))
  }

/** Key of every message, as it would stand on the screen if its words were missing. */
export const messageKeys: readonly string[] = [
  ...new Set(Object.values(parts).flatMap(({ da }) => keysOf(da, ''))),
]

function keysOf(messages: Messages, before: string): string[] {
  return Object.entries(messages).flatMap(([name, value]) =>
    typeof value === 'string' ? `${before}${name}` : keysOf(value, `${before}${name}.`),
  )
}
