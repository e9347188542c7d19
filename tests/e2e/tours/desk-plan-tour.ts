import type { TourGuide } from './tour-guide.ts'

/** The form of a plan from a template, with its layers, and the walk that "the same again" makes. */
export async function tourPlan(guide: TourGuide): Promise<void> {
  const { page, say } = guide
  await guide.go('/desk/vandringer')
  await guide.heading('desk.walks.title').waitFor()
  await guide.look('list of walks')
  await guide.go('/desk/vandringer/ny')
  await page.getByRole('radio', { name: say('desk.plan.placeKinds.tunnel'), exact: true }).check()
  await guide.button('desk.planning.addHere.stops').click()
  await guide.words('desk.planning.canAct.some').waitFor()
  for (const layer of ['findings', 'route', 'ratings']) {
    await page.getByRole('checkbox', { name: say(`desk.planning.layerNames.${layer}`) }).check()
  }
  await guide.heading('desk.ratings.title').waitFor()
  await guide.look('plan from a template, with layers')
  await guide.button('desk.plan.make').click()
  await page.getByRole('alert').first().waitFor()
  await guide.look('plan: what must be mended')
  await page.getByRole('radio', { name: say('desk.planning.drawModes.route'), exact: true }).check()
  await guide.button('desk.planning.addHere.route').click()
  await guide.look('plan: a route is drawn')
  await page.getByRole('link', { name: say('desk.walks.back') }).click()
  await guide.look('plan: leave without saving')
  await guide.button('desk.plan.leave').click()
  await page
    .getByRole('link', { name: /Aalborg Øst/ })
    .first()
    .click()
  await guide.button('desk.walks.again').click()
  await guide.words('desk.planning.draftHint').waitFor()
  await guide.look('the same again')
}
