import type { Messages } from '../../client/ui/language/i18n.ts'
import { allHomeDa } from '../../client/ui/messages/da/all-home.ts'
import { allHomeEn } from '../../client/ui/messages/en/all-home.ts'
import { captureMoreDa } from '../../client/ui/messages/da/pin/capture-more.ts'
import { checkListDa } from '../../client/ui/messages/da/check-list.ts'
import { captureMoreEn } from '../../client/ui/messages/en/pin/capture-more.ts'
import { checkListEn } from '../../client/ui/messages/en/check-list.ts'
import { askDa } from '../../client/ui/messages/da/ask.ts'
import { askEn } from '../../client/ui/messages/en/ask.ts'
import { gatherDa } from '../../client/ui/messages/da/gather.ts'
import { gatherEn } from '../../client/ui/messages/en/gather.ts'
import { appNewsDa } from '../../client/ui/messages/da/app-news.ts'
import { appNewsEn } from '../../client/ui/messages/en/app-news.ts'
import { exportPageDa } from '../../client/ui/messages/da/export-page.ts'
import { exportPageEn } from '../../client/ui/messages/en/export-page.ts'
import { joinPageDa } from '../../client/ui/messages/da/join-page.ts'
import { joinPageEn } from '../../client/ui/messages/en/join-page.ts'
import { leaderDa } from '../../client/ui/messages/da/leader.ts'
import { leaderEn } from '../../client/ui/messages/en/leader.ts'
import { locateDa } from '../../client/ui/messages/da/locate.ts'
import { locateEn } from '../../client/ui/messages/en/locate.ts'
import { meDa } from '../../client/ui/messages/da/me.ts'
import { meEn } from '../../client/ui/messages/en/me.ts'
import { observedDa } from '../../client/ui/messages/da/observed.ts'
import { observedEn } from '../../client/ui/messages/en/observed.ts'
import { privacyDa } from '../../client/ui/messages/da/privacy.ts'
import { privacyEn } from '../../client/ui/messages/en/privacy.ts'
import { stopsDa } from '../../client/ui/messages/da/stops.ts'
import { stopsEn } from '../../client/ui/messages/en/stops.ts'
import { walkPinDa } from '../../client/ui/messages/da/walk-pin.ts'
import { walkPinEn } from '../../client/ui/messages/en/walk-pin.ts'
import { walkDa } from '../../client/ui/messages/da/walk-app.ts'
import { walkEn } from '../../client/ui/messages/en/walk-app.ts'

/** The words of the walk app by language: those of every start, and those that come with a screen, in the same order. */
export const walkWords: Record<'da' | 'en', readonly Messages[]> = {
  da: [
    walkDa,
    allHomeDa,
    askDa,
    captureMoreDa,
    checkListDa,
    gatherDa,
    joinPageDa,
    leaderDa,
    meDa,
    observedDa,
    exportPageDa,
    appNewsDa,
    locateDa,
    privacyDa,
    stopsDa,
    walkPinDa,
  ],
  en: [
    walkEn,
    allHomeEn,
    askEn,
    captureMoreEn,
    checkListEn,
    gatherEn,
    joinPageEn,
    leaderEn,
    meEn,
    observedEn,
    exportPageEn,
    appNewsEn,
    locateEn,
    privacyEn,
    stopsEn,
    walkPinEn,
  ],
}
