import type { TourGuide } from './tour-guide.ts'
import { beginPin, throwAway } from './walk-tour.ts'

/** Saves the open pin with the network away, and meets it again in the next one of the same kind. */
export async function tourOnThisPhone(guide: TourGuide): Promise<void> {
  guide.proxy.setWeather('refuse')
  await guide.button('details.save').click()
  // The notice goes by itself unless somebody is at it.
  await guide.button('action.undo').focus()
  await guide.look('saved notice')
  await openOwn(guide)
  await guide.button('own.tryNow').click()
  await guide.words('sync.news.offline').waitFor()
  await guide.look('own pins: on this phone')
  await openFirstPin(guide)
  await guide.look('pin detail: on this phone')
  await guide.button('pin.discard').click()
  await guide.dialog().waitFor()
  await guide.look('pin detail: discarding')
  await guide.closeDialog()
  await beginPin(guide, 'lys', 'lys.slukket')
  await guide.heading('sameOne.title').waitFor()
  await guide.field('details.remark').fill('Den er stadig ude')
  await guide.look('is it the same')
  await guide.button('sameOne.yes').first().click()
  await guide.dialog().waitFor()
  await guide.look('it is the same: what becomes of the words')
  await guide.closeDialog()
  await throwAway(guide)
}

/** The network wants a login at first, then everything goes. */
export async function tourReceived(guide: TourGuide): Promise<void> {
  guide.proxy.setWeather('portal')
  await openOwn(guide)
  await guide.button('own.tryNow').click()
  await guide.words('sync.news.captive-portal').waitFor()
  await guide.look('own pins: the network wants a login')
  guide.proxy.setWeather('pass')
  await guide.button('own.tryNow').click()
  await pill(guide)
    .filter({ hasText: guide.say('sync.allSent') })
    .waitFor()
  await guide.look('own pins: received')
  await openFirstPin(guide)
  await guide.page.getByRole('img', { name: guide.say('photo.name', { n: 1 }) }).waitFor()
  await guide.look('pin detail: received')
  await guide.button('pinPhoto.open', { n: 1 }).click()
  await guide.dialog().waitFor()
  await guide.look('pin detail: photo')
  await guide.closeDialog()
  await guide.button('pin.withdraw').click()
  await guide.dialog().waitFor()
  await guide.look('pin detail: withdrawing')
  await guide.closeDialog()
}

const push = '**/api/sync/push'

/** The server's list of topics is shorter than the phone's: what is sent names one that it does not know. */
export async function tourRefused(guide: TourGuide): Promise<void> {
  const { page, say } = guide
  await page.route(push, (route) => {
    const postData = route.request().postData()?.replace('"andet"', '"nedlagt.emne"') ?? ''
    return route.continue({ postData })
  })
  await guide.go('/')
  await guide.button('home.register').click()
  const other = { name: say('category.andet'), exact: true }
  await page.locator('footer').getByRole('button', other).click()
  await guide.button('details.save').click()
  await openOwn(guide)
  await page.getByText(say('problem.unknown-category')).first().waitFor()
  await guide.look('own pins: refused')
  await openFirstPin(guide)
  await guide.look('pin detail: refused')
  await guide.button('pin.fix').click()
  await guide.button('details.save').waitFor()
  await page.getByText(say('problem.unknown-category')).waitFor()
  await guide.look('details of a refused pin')
  await guide.button('details.leave').click()
  await guide.heading('pin.comments').waitFor()
  await page.unroute(push)
}

export async function tourPages(guide: TourGuide): Promise<void> {
  await guide.go('/liste')
  await guide.heading('list.title').waitFor()
  await guide.look('list')
  await guide.button('list.solved').click()
  await guide.words('list.filtered').waitFor()
  await guide.look('list: nothing fits')
  await guide.go('/mig')
  await guide.heading('me.title').waitFor()
  await guide.look('me')
  await guide.button('me.delete').click()
  await guide.words('me.deleteUnsentHint').waitFor()
  await guide.look('me: nothing is deleted while something is unsent')
  await guide.go('/vandringer')
  await guide.heading('myWalks.title').waitFor()
  await guide.look('my walks')
  await guide.page.locator('.part .happened').first().click()
  await guide.heading('happened.link.heading').waitFor()
  await guide.look('what happened')
  await guide.go('/flyt')
  await guide.heading('move.title').waitFor()
  await guide.look('moving to a new phone')
  await guide.go('/findes-ikke')
  await guide.heading('lost.title').waitFor()
  await guide.look('lost')
  await guide.go('/registrering/019a0000-0000-7000-8000-000000000000')
  await guide.heading('pin.gone').waitFor()
  await guide.look('a pin that is gone')
}

/** `ready` speaks the check list's own words. */
export async function tourReady(ready: TourGuide): Promise<void> {
  await ready.go('/klar')
  await ready.words('notReady').waitFor()
  await ready.look('ready for offline: before')
  const prepare = new RegExp(`^${ready.say('prepare')}`)
  await ready.page.getByRole('button', { name: prepare }).click()
  await ready.words('ready').waitFor()
  await ready.look('ready for offline: after')
}

const pill = ({ page, say }: TourGuide) => page.getByRole('button', { name: say('sync.open') })

async function openOwn(guide: TourGuide): Promise<void> {
  await pill(guide).click()
  await guide.button('own.tryNow').waitFor()
}

async function openFirstPin(guide: TourGuide): Promise<void> {
  const rows = guide.page.locator('main').getByRole('listitem')
  await rows.getByRole('button').first().click()
  await guide.heading('pin.comments').waitFor()
}
