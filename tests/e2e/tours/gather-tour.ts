import { aalborg } from '../../../server/demo/aalborg/municipality.ts'
import type { TourGuide } from './tour-guide.ts'

/** Gathering a walk with many findings, and its vote: as its leader, who votes too. */
export async function tourGathering(guide: TourGuide): Promise<void> {
  const { page } = guide
  await guide.go('/v/SVEN10LEDER')
  await guide.button('join.join').click()
  await guide.button('home.register').waitFor()
  await guide.go('/opsamling')
  const finding = page.locator('[id^=finding-]').first()
  await finding.click()
  await guide.button('gather.tidy').waitFor()
  // Several tours may share a server, and so the walk.
  if ((await guide.button('gather.putOnTop').count()) > 0) {
    await guide.button('gather.putOnTop').click()
  }
  await guide.look('gathering, with the top five and an open finding')
  await guide.button('gather.tidy').click()
  await guide.dialog().waitFor()
  await guide.look('gathering: mending')
  await guide.closeDialog()
  await guide.button('vote.open').or(guide.button('vote.openAgain')).click()
  await guide.button('gather.ownVote').click()
  await guide.heading('vote.ask').waitFor()
  await page.locator('form button[aria-pressed]').first().click()
  await guide.button('vote.save').click()
  await guide.words('vote.own').waitFor()
  await guide.look('voting')
  await guide.go('/opsamling')
  await guide.button('vote.close').click()
  await page.locator('#vote-title ~ ol li').first().waitFor()
  await guide.look('gathering: the result of the vote')
  await guide.go('/afstemning')
  await guide.words('vote.closed').waitFor()
  await guide.look('the vote is closed')
}

/** Asking for a walk without an account: empty, and with what is missing. */
export async function tourAsking(guide: TourGuide): Promise<void> {
  await guide.go(`/oenske/${aalborg.id}`)
  await guide.button('asking.send').waitFor()
  await guide.look('asking for a walk')
  await guide.button('asking.send').click()
  await guide.page.getByText(guide.say('asking.faults.place')).first().waitFor()
  await guide.look('asking for a walk: what is missing')
}
