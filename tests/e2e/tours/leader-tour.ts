import type { TourGuide } from './tour-guide.ts'

/**
 * What only a leader sees, on a walk with stops: its next stop with the check list, what is observed there, and who is home. The rating
 * itself is looked at in `stops.test.ts`: the words below its faces are smaller than the rest, so that they stay whole.
 */
export async function tourLeading(guide: TourGuide): Promise<void> {
  await guide.go('/v/VEJG24LEDER')
  await guide.button('join.join').click()
  await guide.button('home.register').waitFor()
  await guide.go('/stop')
  const { page, say } = guide
  const list = say('checkList.of', { kind: say('checkList.kinds.school-road') })
  await page.getByRole('button', { name: list }).click()
  await guide.words('checkList.item.crossing').waitFor()
  await guide.look('stops with a check list, and leading')
  await page.locator('button.row').first().click()
  await page.getByRole('link', { name: say('observed.open') }).click()
  await guide.heading('observed.title').waitFor()
  await guide.button('observed.step.light.2').click()
  await guide.look('what is observed at a stop')
  await guide.button('rating.save').click()
  await guide.words('rating.anonymous').waitFor()
  await guide.go('/hjemme')
  await guide.heading('home.allHome').waitFor()
  await page.getByText(new RegExp(`^${say('allHome.read', { time: '' })}`)).waitFor()
  await guide.look('is everybody home')
}
