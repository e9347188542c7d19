import type { TourGuide } from './tour-guide.ts'

const steps = ['what', 'route', 'date', 'people', 'open'] as const

/** Planning a walk on its leader's phone, step by step, and inviting to it. */
export async function tourPlanning(guide: TourGuide): Promise<void> {
  const { page, say } = guide
  await guide.go('/v/VEJG24LEDER')
  await guide.button('join.join').click()
  await guide.button('home.register').waitFor()
  await guide.go('/plan')
  for (const step of steps) {
    const head = page.getByRole('button', { name: new RegExp(`^${say(`plan.steps.${step}`)}`) })
    await head.click()
    await page.locator('[aria-expanded=true]').first().waitFor()
    await guide.look(`planning: ${step}`)
  }
  await guide.go('/invitation')
  await page.getByRole('main').getByRole('heading').first().waitFor()
  await guide.look('inviting')
}

/** The walks of a phone, and moving them to another one. */
export async function tourMoving(guide: TourGuide): Promise<void> {
  await guide.go('/vandringer')
  await guide.heading('myWalks.title').waitFor()
  await guide.look('my walks')
  await guide.go('/flyt')
  await guide.button('move.show').click()
  await guide.words('move.code').waitFor()
  await guide.look('the code for another phone')
}
