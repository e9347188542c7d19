import type { DemoObservation } from '../../../server/demo/demo-story.ts'
import { categories } from '../../../shared/observation/categories.ts'
import { da } from '../../../client/ui/messages/da/both-apps.ts'
import type { Walker } from '../people/walker.ts'

/** Pins what was found, where it was found, in the words of the walk. */
export async function pinAll(walker: Walker, findings: readonly DemoObservation[]): Promise<void> {
  for (const finding of findings) await pin(walker, finding)
}

async function pin(walker: Walker, finding: DemoObservation): Promise<void> {
  const { page } = walker
  const { longitude, latitude, accuracyMetres: accuracy } = finding
  await page.context().setGeolocation({ longitude, latitude, accuracy })
  await choose(walker, finding.category)
  await walker.writeRemark(finding.text)
  if (finding.severity === 4) {
    await page.getByRole('button', { name: 'Flere oplysninger' }).click()
    await page.getByRole('radio', { name: da.severity[4].label }).check()
  }
  await walker.saveButton().click()
  await walker.registerButton().waitFor()
}

/** A good place has a tile of its own; everything else stands in its group. */
async function choose(walker: Walker, id: string): Promise<void> {
  const [group = '', name = ''] = id.split('.')
  const names = (da.category as Record<string, unknown>)[group] as Record<string, string>
  const groups: Record<string, string> = da.categoryGroup
  const siblings = categories.filter((category) => category.id.startsWith(`${group}.`))
  if (group !== 'god') {
    const topic = siblings.length > 1 ? names[name] : undefined
    await walker.chooseTopic(groups[group] ?? '', topic)
    return
  }
  await walker.registerButton().click()
  await walker.page.getByRole('button', { name: names[name] ?? '', exact: true }).click()
  await walker.saveButton().waitFor()
}

/** On the leader's page: begins the walk, or ends it. */
export async function startWalk({ page }: Walker): Promise<void> {
  await page.getByRole('link', { name: 'Mig', exact: true }).click()
  await page.getByRole('button', { name: 'Start vandringen' }).click()
  await page.getByText('Vandringen begyndt').waitFor()
  await page.getByRole('link', { name: 'Kort', exact: true }).click()
}

export async function endWalk({ page }: Walker): Promise<void> {
  await page.getByRole('link', { name: 'Mig', exact: true }).click()
  await page.getByRole('button', { name: 'Afslut vandringen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Afslut vandringen' }).click()
  await page.getByText('Vandringen afsluttet').waitFor()
}

/** Rates the next stop from the map, in the order in which a thumb does it. */
export async function rateNext({ page }: Walker, feeling: string): Promise<void> {
  await page.getByRole('button', { name: /^Vurdér stoppet/ }).click()
  await page.getByRole('button', { name: feeling, exact: true }).click()
  await page.getByRole('button', { name: 'Kun hvis jeg skal' }).click()
  await page.getByRole('button', { name: 'Gem', exact: true }).click()
  await page.getByRole('button', { name: 'Registrér her' }).waitFor()
}

/** The leader goes through what is there and approves the list. */
export async function gatherAndApprove({ page }: Walker, count: number): Promise<void> {
  await page.getByRole('link', { name: 'Mig', exact: true }).click()
  await page.getByRole('button', { name: 'Saml vandringen op' }).click()
  await page.getByText(`0 af ${String(count)} set igennem`).waitFor()
  for (let seen = 1; seen <= count; seen += 1) {
    await page.getByRole('button', { name: 'Se næste fund' }).click()
    await page.getByRole('button', { name: 'Markér som set igennem' }).first().click()
    await page.getByText(`${String(seen)} af ${String(count)} set igennem`).waitFor()
  }
  await page.getByRole('button', { name: /^Godkend listen/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Godkend listen' }).click()
  await page.getByText(/Listen er godkendt af vandrelederen/).waitFor()
}

/** Everything that waits on a phone is sent. */
export async function sendFrom(walker: Walker): Promise<void> {
  await walker.openOwn()
  await walker.sendAll()
  await walker.page.getByRole('link', { name: 'Kort', exact: true }).click()
}
