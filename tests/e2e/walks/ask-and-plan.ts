import { expect } from 'vitest'
import { aalborg } from '../../../server/demo/aalborg/municipality.ts'
import type { DemoObservation } from '../../../server/demo/demo-story.ts'
import type { Official } from '../people/official.ts'
import type { Walker } from '../people/walker.ts'
import type { WalkStory } from './walk-story.ts'

/** Somebody without an account asks for the walk; returns when the wish was received. */
export async function askFor({ page, origin }: Walker, { title }: WalkStory): Promise<void> {
  await page.goto(`${origin}/oenske/${aalborg.id}`)
  await page.getByLabel('Hvor?').fill(title)
  await page.getByLabel('Hvorfor?').fill('Vi går udenom, når det er mørkt')
  await page.getByLabel('Hvem ønsker det?').fill('Samrådet')
  await page.getByRole('button', { name: 'Om aftenen' }).click()
  await page.getByRole('button', { name: 'Send ønsket' }).click()
  await page.getByRole('heading', { name: 'Modtaget – venter på svar' }).waitFor()
}

/** The coordinator accepts the wish, plans the walk, opens it, and returns its code for walkers. */
export async function planAtDesk(carla: Official, story: WalkStory): Promise<string> {
  const { page, origin } = carla
  await carla.signIn('koordinator')
  await page.goto(`${origin}/desk/vandringer`)
  await page.getByRole('link', { name: /^Ønsker/ }).click()
  const heading = page.getByRole('heading', { name: story.title })
  const wish = page.getByRole('listitem').filter({ has: heading })
  await wish.getByRole('button', { name: 'Sig ja' }).click()
  await page.getByRole('button', { name: 'Sig ja og lav kladden' }).click()
  await page.getByRole('heading', { level: 1, name: 'Ret planen' }).waitFor()
  await page.getByLabel('Dato', { exact: true }).fill(story.date)
  await page.getByLabel('Begynder kl.').fill(story.begins)
  await page.getByLabel('Slutter kl.').fill(story.ends)
  for (const [index, name] of story.stops.entries()) {
    const { latitude, longitude } = placeOf(story, name)
    await page.getByRole('button', { name: 'Skriv et stop' }).click()
    await page.getByLabel(`Stop ${String(index + 1)}: navn`).fill(name)
    const where = `${String(latitude)}, ${String(longitude)}`
    await page.getByLabel(`Stop ${String(index + 1)}: sted på kortet`).fill(where)
  }
  await page.getByRole('button', { name: 'Gem planen' }).click()
  await page.getByRole('button', { name: 'Åbn vandringen' }).click()
  await page.locator('.stage').getByText('Åben', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Lav en kode' }).click()
  const told = page.getByText(/^Koden \w+ er lavet/)
  const [, code = ''] = /^Koden (\w+)/.exec(await told.innerText()) ?? []
  return code
}

/** The asker reads the answer and joins as the leader. */
export async function leadBy(asker: Walker, { title }: WalkStory): Promise<void> {
  const { page } = asker
  await page.reload()
  await page.getByRole('heading', { name: 'Ja – der kommer en vandring' }).waitFor()
  await page.getByRole('link', { name: 'Åbn som leder' }).click()
  await page.getByText(title).first().waitFor()
  await page.getByRole('button', { name: 'Deltag', exact: true }).click()
  await asker.registerButton().waitFor()
  await asker.waitForWorker()
}

const placeOf = ({ findings }: WalkStory, name: string): DemoObservation => {
  const there = findings.find(({ place }) => place === name)
  if (!there) throw new Error(`Nothing was found at ${name}`)
  return there
}

/** The coordinator reads the approved list, after a week in which the session at the desk has ended. */
export async function readAtDesk(carla: Official, story: WalkStory): Promise<void> {
  const { page, origin } = carla
  const count = String(story.findings.length)
  const restricted = story.findings.filter(({ category }) => category.startsWith('adf.'))
  await carla.signIn('koordinator')
  await page.goto(`${origin}/desk/vandringer`)
  await page.getByRole('link', { name: story.title, exact: true }).click()
  await page.getByRole('link', { name: 'Saml vandringen op' }).click()
  await page.getByText(/Listen er godkendt af vandrelederen/).waitFor()
  await page.getByText('Intet er ændret siden.').waitFor()
  await page.getByText(`${count} af ${count} set igennem`).waitFor()
  expect(await page.getByText('Ikke offentligt', { exact: true }).count()).toBe(restricted.length)
}
