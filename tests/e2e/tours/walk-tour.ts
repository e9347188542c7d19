import type { Language } from '../../../shared/text/language.ts'
import type { TourGuide } from './tour-guide.ts'

/** Each language tells its own observation apart: the tours run at the same time in one store. */
export const remarkOf = (language: Language): string => `Masten er skæv (${language})`

/** From the first start to the map. */
export async function tourJoining(guide: TourGuide): Promise<void> {
  await guide.go('/')
  await guide.button('join.find').waitFor()
  await guide.look('join without a code')
  await guide.field('join.codeLabel').fill('XXXXXX')
  await guide.button('join.find').click()
  await guide.page.getByRole('alert').first().waitFor()
  await guide.look('join with an unknown code')
  await guide.go('/v/NYVA26')
  await guide.button('join.privacyMore').click()
  await guide.look('join with a code')
  await guide.button('join.join').click()
  await guide.button('home.register').waitFor()
  await guide.page.evaluate(async () => navigator.serviceWorker.ready)
  await guide.look('map')
  await guide.button('home.layers').click()
  await guide.dialog().waitFor()
  await guide.look('layers of the map')
  await guide.closeDialog()
}

/** The first sheet of a pin; ends on the second. */
export async function tourTopics(guide: TourGuide): Promise<void> {
  const search = guide.page.getByRole('searchbox')
  await guide.button('home.register').click()
  await guide.button('categoryGroup.lys').waitFor()
  await guide.look('what: groups')
  await search.fill('lampe')
  await guide.look('what: found by a word')
  await search.fill('zzzz')
  await guide.look('what: nothing found')
  await search.fill('')
  await guide.button('categoryGroup.lys').click()
  await guide.look('what: topics of a group')
  await guide.button('category.lys.slukket').click()
  await guide.button('details.save').waitFor()
}

export type Photo = { name: string; mimeType: string; buffer: Buffer }

/** The second sheet with everything it can hold; ends on it, not saved. */
export async function tourDetails(guide: TourGuide, photo: Photo): Promise<void> {
  await guide.look('details')
  await guide.button('details.movePin').click()
  await guide.dialog().locator('canvas').first().waitFor()
  await guide.look('details: moving the pin')
  await guide.closeDialog()
  await guide.page.locator('input[type=file]:not([capture])').setInputFiles(photo)
  await guide.button('photo.remove', { n: 1 }).waitFor()
  await guide.field('details.remark').fill('010190-1234 bor her')
  await guide.words('warn.cpr').waitFor()
  await guide.look('details: photo, and a warning about persons')
  await guide.field('details.remark').fill(remarkOf(guide.language))
  await guide.button('details.more').click()
  await severity(guide, 2).waitFor()
  await guide.look('details: severity and owner')
  await severity(guide, 4).check()
  await guide.words('emergency.severeText').waitFor()
  await guide.look('details: danger to life')
}

const severity = ({ page, say }: TourGuide, level: number) =>
  page.getByRole('radio', { name: say(`severity.${level}.label`) })

/** Leaving the sheet, and coming back to it from the map. */
export async function tourDraft(guide: TourGuide): Promise<void> {
  await guide.button('details.leave').click()
  await guide.dialog().waitFor()
  await guide.look('details: leaving')
  await guide.button('leaveDraft.keep').click()
  await guide.button('home.continueDraft').waitFor()
  await guide.look('map with a draft')
  await guide.button('home.continueDraft').click()
  await guide.button('details.save').waitFor()
}

/** A topic with rules of its own. */
export async function tourBehaviour(guide: TourGuide): Promise<void> {
  await beginPin(guide, 'adf', 'adf.stoej')
  await guide.words('emergency.behaviourText').waitFor()
  await guide.look('details: behaviour')
  await throwAway(guide)
}

/** From any screen with a menu to the sheet of a new pin. */
export async function beginPin(guide: TourGuide, group: string, topic: string): Promise<void> {
  const { page, say } = guide
  await page.getByRole('link', { name: say('nav.map'), exact: true }).click()
  await guide.button('home.register').click()
  const groups = page.getByRole('group', { name: say('what.all') })
  await groups.getByRole('button', { name: say(`categoryGroup.${group}`), exact: true }).click()
  await guide.button(`category.${topic}`).click()
  await guide.button('details.save').waitFor()
}

export async function throwAway(guide: TourGuide): Promise<void> {
  await guide.field('details.remark').fill('væk')
  await guide.button('details.leave').click()
  await guide.button('leaveDraft.delete').click()
  await guide.button('home.register').waitFor()
}
