import type { Messages } from '../../client/ui/language/i18n.ts'
import { walkDoubtDa } from '../../client/ui/messages/da/under-way/walk-doubt.ts'
import { walkDoubtEn } from '../../client/ui/messages/en/under-way/walk-doubt.ts'
import { lostPageDa } from '../../client/ui/messages/da/my-walks/lost-page.ts'
import { lostPageEn } from '../../client/ui/messages/en/my-walks/lost-page.ts'
import { allHomeDa } from '../../client/ui/messages/da/all-home.ts'
import { allHomeEn } from '../../client/ui/messages/en/all-home.ts'
import { captureMoreDa } from '../../client/ui/messages/da/pin/capture-more.ts'
import { checkListDa } from '../../client/ui/messages/da/check-list.ts'
import { captureMoreEn } from '../../client/ui/messages/en/pin/capture-more.ts'
import { checkListEn } from '../../client/ui/messages/en/check-list.ts'
import { askDa } from '../../client/ui/messages/da/ask.ts'
import { askEn } from '../../client/ui/messages/en/ask.ts'
import { reportDa } from '../../client/ui/messages/da/report.ts'
import { reportEn } from '../../client/ui/messages/en/report.ts'
import { gatherDa } from '../../client/ui/messages/da/gather.ts'
import { gatherEn } from '../../client/ui/messages/en/gather.ts'
import { appNewsDa } from '../../client/ui/messages/da/app-news.ts'
import { appNewsEn } from '../../client/ui/messages/en/app-news.ts'
import { exportPageDa } from '../../client/ui/messages/da/export-page.ts'
import { exportPageEn } from '../../client/ui/messages/en/export-page.ts'
import { leadInviteDa } from '../../client/ui/messages/da/invite/lead-invite.ts'
import { leadInviteEn } from '../../client/ui/messages/en/invite/lead-invite.ts'
import { replyDa } from '../../client/ui/messages/da/invite/reply.ts'
import { replyEn } from '../../client/ui/messages/en/invite/reply.ts'
import { joinPageDa } from '../../client/ui/messages/da/join-page.ts'
import { joinPageEn } from '../../client/ui/messages/en/join-page.ts'
import { leaderDa } from '../../client/ui/messages/da/leader.ts'
import { phonesReadyDa } from '../../client/ui/messages/da/under-way/phones-ready.ts'
import { saidDa } from '../../client/ui/messages/da/under-way/said.ts'
import { leaderEn } from '../../client/ui/messages/en/leader.ts'
import { phonesReadyEn } from '../../client/ui/messages/en/under-way/phones-ready.ts'
import { saidEn } from '../../client/ui/messages/en/under-way/said.ts'
import { listSearchDa } from '../../client/ui/messages/da/places/list-search.ts'
import { placeNamesDa } from '../../client/ui/messages/da/places/place-names.ts'
import { locateDa } from '../../client/ui/messages/da/locate.ts'
import { listSearchEn } from '../../client/ui/messages/en/places/list-search.ts'
import { placeNamesEn } from '../../client/ui/messages/en/places/place-names.ts'
import { locateEn } from '../../client/ui/messages/en/locate.ts'
import { happenedDa } from '../../client/ui/messages/da/my-walks/happened.ts'
import { happenedEn } from '../../client/ui/messages/en/my-walks/happened.ts'
import { secretLinkDa } from '../../client/ui/messages/da/my-walks/secret-link.ts'
import { secretLinkEn } from '../../client/ui/messages/en/my-walks/secret-link.ts'
import { installDa } from '../../client/ui/messages/da/my-walks/install.ts'
import { mailAddressDa } from '../../client/ui/messages/da/my-walks/mail-address.ts'
import { notificationsDa } from '../../client/ui/messages/da/my-walks/notifications.ts'
import { meDa } from '../../client/ui/messages/da/my-walks/me.ts'
import { installEn } from '../../client/ui/messages/en/my-walks/install.ts'
import { mailAddressEn } from '../../client/ui/messages/en/my-walks/mail-address.ts'
import { notificationsEn } from '../../client/ui/messages/en/my-walks/notifications.ts'
import { meEn } from '../../client/ui/messages/en/my-walks/me.ts'
import { moveDa } from '../../client/ui/messages/da/my-walks/move.ts'
import { moveEn } from '../../client/ui/messages/en/my-walks/move.ts'
import { myWalksDa } from '../../client/ui/messages/da/my-walks/my-walks.ts'
import { myWalksEn } from '../../client/ui/messages/en/my-walks/my-walks.ts'
import { verifyDa } from '../../client/ui/messages/da/under-way/verify.ts'
import { verifyEn } from '../../client/ui/messages/en/under-way/verify.ts'
import { observedDa } from '../../client/ui/messages/da/observed.ts'
import { observedEn } from '../../client/ui/messages/en/observed.ts'
import { planDa } from '../../client/ui/messages/da/desk/phone-plan.ts'
import { planEn } from '../../client/ui/messages/en/desk/phone-plan.ts'
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
    walkDoubtDa,
    lostPageDa,
    askDa,
    captureMoreDa,
    checkListDa,
    gatherDa,
    reportDa,
    joinPageDa,
    leadInviteDa,
    replyDa,
    leaderDa,
    phonesReadyDa,
    saidDa,
    installDa,
    mailAddressDa,
    notificationsDa,
    meDa,
    moveDa,
    happenedDa,
    secretLinkDa,
    myWalksDa,
    observedDa,
    verifyDa,
    exportPageDa,
    appNewsDa,
    listSearchDa,
    locateDa,
    placeNamesDa,
    planDa,
    privacyDa,
    stopsDa,
    walkPinDa,
  ],
  en: [
    walkEn,
    allHomeEn,
    walkDoubtEn,
    lostPageEn,
    askEn,
    captureMoreEn,
    checkListEn,
    gatherEn,
    reportEn,
    joinPageEn,
    leadInviteEn,
    replyEn,
    leaderEn,
    phonesReadyEn,
    saidEn,
    installEn,
    mailAddressEn,
    notificationsEn,
    meEn,
    moveEn,
    happenedEn,
    secretLinkEn,
    myWalksEn,
    observedEn,
    verifyEn,
    exportPageEn,
    appNewsEn,
    listSearchEn,
    locateEn,
    placeNamesEn,
    planEn,
    privacyEn,
    stopsEn,
    walkPinEn,
  ],
}
