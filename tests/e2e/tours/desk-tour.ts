import type { TourGuide } from './tour-guide.ts'

const currentSession = '**/api/sessions/current'

/** From the sign-in to the desk, with everything that can go wrong on the way. */
export async function tourSignIn(guide: TourGuide): Promise<void> {
  const { page, say } = guide
  const password = page.getByLabel(say('desk.signIn.password'), { exact: true })
  await page.route(currentSession, (route) => route.abort())
  await guide.go('/desk')
  await guide.words('desk.start.failed').waitFor()
  await guide.look('desk without a connection')
  await page.unroute(currentSession)
  await guide.button('action.retry').click()
  await guide.heading('desk.signIn.title').waitFor()
  await guide.look('sign-in')
  await guide.button('desk.signIn.submit').click()
  await guide.words('desk.signIn.needsEmail').waitFor()
  await guide.look('sign-in: nothing typed')
  await guide.field('desk.signIn.email').fill('koordinator@demo.lygte.dk')
  await password.fill('forkert')
  await guide.button('desk.signIn.submit').click()
  await page.getByText(say('problem.wrong-credentials')).waitFor()
  await guide.look('sign-in: wrong password')
  await password.fill('lygte-demo')
  await guide.button('desk.signIn.submit').click()
  await rows(guide).first().waitFor()
}

/** Nothing opened. */
export async function tourList(guide: TourGuide): Promise<void> {
  const { page, say } = guide
  await page.locator('canvas').first().waitFor()
  await guide.look('list and map')
  await guide.button('desk.map.legend').click()
  await guide.button('desk.header.compact').click()
  await guide.look('compact, with the legend of the map')
  await guide.button('desk.header.compact').click()
  for (const filter of ['status', 'category', 'party', 'walk']) {
    await guide.button(`desk.filter.${filter}`).click()
    const show = say('desk.filter.show').replace('{group}', '')
    const unfold = page.getByRole('button', { name: show.trim() }).first()
    if (filter === 'category') await unfold.click()
    await guide.look(`filter ${filter}`)
    await page.keyboard.press('Escape')
  }
  await guide.button('desk.header.keys').click()
  await guide.dialog().waitFor()
  await guide.look('keys')
  await guide.closeDialog()
  await page.getByRole('button', { name: 'Koordinator (demo)' }).click()
  await guide.look('menu of the session')
  await page.keyboard.press('Escape')
  await search(guide, 'zzzz')
  await guide.heading('desk.list.emptyTitle').waitFor()
  await guide.look('empty list')
}

/** One observation with a photo, found by its words: what is known, said and done about it. */
export async function tourObservation(guide: TourGuide, words: string): Promise<void> {
  const { page, say } = guide
  await search(guide, words)
  await rows(guide)
    .filter({ hasText: say('category.lys.slukket') })
    .first()
    .click()
  await panel(guide).getByText(words).waitFor()
  await page.getByRole('img', { name: say('desk.photo.alt', { n: 1, all: 1 }) }).waitFor()
  await guide.look('opened observation')
  await guide.button('desk.photo.open', { n: 1, all: 1 }).click()
  await guide.dialog().waitFor()
  await guide.look('photo')
  await guide.closeDialog()
  await panel(guide).getByText(say('desk.comment.public'), { exact: true }).click()
  await guide.field('desk.comment.textPublic').fill('Vi kigger på den.')
  await guide.look('comment')
  await guide.button('desk.comment.sendPublic').click()
  await panel(guide).getByRole('listitem').filter({ hasText: 'Vi kigger på den.' }).waitFor()
  await guide.look('conversation')
  await panel(guide)
    .getByRole('tab', { name: say('desk.tab.history') })
    .click()
  await guide.look('history')
}

const mayNotBeEmpty = /:(declined|forwarded|duplicate)$/

/** Every form that the open observation offers; those that cannot be sent empty are sent empty too. */
export async function tourForms(guide: TourGuide): Promise<void> {
  await guide.button('desk.action.more').click()
  const openers = panel(guide).locator('[data-form]')
  for (const opener of await openers.all()) {
    const name = (await opener.getAttribute('data-form')) ?? ''
    await opener.click()
    await panel(guide).getByRole('form').first().waitFor()
    await guide.look(`form ${name}`)
    if (mayNotBeEmpty.test(name)) {
      await guide.button('desk.form.save').click()
      await panel(guide).getByRole('alert').first().waitFor()
      await guide.look(`form ${name}: refused`)
    }
    await opener.click()
  }
}

const toDate = '2026-10-29T18:42:00.000Z'
const owing = {
  id: '0199a000-0000-7000-8000-00000000c001',
  walks: [{ walkId: '0199a000-0000-7000-8000-00000000f001', title: 'Aalborg Øst' }].map((walk) => ({
    ...walk,
    role: 'walker',
    displayName: 'Anne-Sofie Mariendal Christophersen',
  })),
  ...{ lastSeenAt: toDate, toldAt: toDate, access: 'open' },
  ...{ waiting: 2, lost: 1, unexplained: 3, waitingPhotos: 0, missingPhotos: 1 },
  unsent: { drafts: 1, photos: 3, refused: 1 },
}

/** What never came from the phones: with everything there is to tell, with nothing, and without an answer. */
export async function tourPhones(guide: TourGuide): Promise<void> {
  const { page, say } = guide
  // The server's own answer with other contents: what does not come from it is taken for a login page.
  await page.route('**/api/phones', async (route) => {
    await route.fulfill({ response: await route.fetch(), json: { phones: [owing] } })
  })
  await page.route('**/api/photos/missing', async (route) => {
    const list = await page.request.get(new URL('/api/observations', route.request().url()).href)
    const { items } = (await list.json()) as { items: object[] }
    const facts = { photoId: owing.id, place: 2, of: 3, announcedAt: toDate, share: 0.4 }
    const photo = { ...facts, lastSeenAt: toDate, observation: items[0] }
    await route.fulfill({ response: await route.fetch(), json: { photos: [photo], hasMore: true } })
  })
  await guide.go('/desk/telefoner')
  await page.getByText(owing.walks[0]?.displayName ?? '').waitFor()
  await guide.look('missing from the phones')
  await page
    .getByRole('button', { name: say('desk.phones.lock') })
    .first()
    .click()
  await guide.dialog().waitFor()
  await guide.look('missing from the phones: lock one out')
  await guide.closeDialog()
  await page.unrouteAll()
  await guide.go('/desk/telefoner')
  await guide.words('desk.phones.photosNone').waitFor()
  await guide.look('missing from the phones: nothing')
  await page.route('**/api/photos/missing', (route) => route.abort())
  await guide.go('/desk/telefoner')
  await guide.words('desk.phones.failed').waitFor()
  await guide.look('missing from the phones: no answer')
  await page.unrouteAll()
}

/** What stands around the desk when something is missing. */
export async function tourTrouble(guide: TourGuide): Promise<void> {
  const { page } = guide
  await guide.go('/desk/findes-ikke')
  await guide.heading('desk.notFound.title').waitFor()
  await guide.look('desk: not found')
  await page.route(currentSession, async (route) => {
    const reply = await route.fetch()
    const session = (await reply.json()) as object
    await route.fulfill({ response: reply, json: { ...session, role: 'viewer' } })
  })
  await guide.go('/desk')
  await guide.heading('desk.noAccess.title').waitFor()
  await guide.look('desk: no access')
  await page.unroute(currentSession)
  await guide.go('/desk')
  await rows(guide).first().waitFor()
  await page.context().clearCookies()
  // Asking the list anything tells the desk that the session is gone.
  await search(guide, 'lampe')
  await guide.dialog().waitFor()
  await guide.look('desk: sign in again')
  await guide.closeDialog()
  await page
    .getByRole('status')
    .filter({ has: guide.button('desk.signIn.submit') })
    .waitFor()
  await guide.look('desk: signed out by time')
}

const panel = ({ page, say }: TourGuide) =>
  page.getByRole('complementary', { name: say('desk.detail.label') })

const rows = ({ page, say }: TourGuide) =>
  page.getByRole('region', { name: say('desk.list.label'), exact: true }).getByRole('link')

async function search({ page, say }: TourGuide, words: string): Promise<void> {
  const field = page.getByRole('searchbox', { name: say('desk.header.search') })
  await field.fill(words)
  await field.press('Enter')
}
