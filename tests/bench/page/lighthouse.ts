import lighthouse from 'lighthouse'
import { launchBrowser } from '../../support/browser/browser.ts'
import { startServer } from '../../support/server/start-server.ts'
import { percentile, type BenchRow } from '../bench-row.ts'
import { serveBarePage } from './serve-bare-page.ts'

const runs = 5
const categories = ['performance', 'accessibility', 'best-practices'] as const
type Scores = Record<(typeof categories)[number], number>

/**
 * Lighthouse with its own phone profile, in turn on a bare page of the same stack and on what a stranger's phone opens: the link on the
 * poster of a walk. Medians of five.
 */
export async function measure(): Promise<BenchRow[]> {
  const server = await startServer({ withClient: true })
  const bare = await serveBarePage()
  const pages = { bare: bare.origin, joining: `${server.origin}/v/NYVA26` }
  try {
    const scores = { bare: [] as Scores[], joining: [] as Scores[] }
    for (let run = 0; run < runs; run += 1) {
      scores.bare.push(await scoresOf(pages.bare))
      scores.joining.push(await scoresOf(pages.joining))
    }
    return rowsOf(medianOf(scores.bare), medianOf(scores.joining))
  } finally {
    await bare.close()
    await server.remove()
  }
}

function rowsOf(bare: Scores, ours: Scores): BenchRow[] {
  const at = 'Lighthouse, phone profile, walk app'
  return [
    {
      name: `${at}: performance`,
      value: ours.performance,
      unit: 'of 100',
      target: `>= bare page (${String(bare.performance)})`,
      ok: ours.performance >= bare.performance,
      note: `median of ${String(runs)}; bare page: Vite, Vue, Leaflet and a service worker, served by Vite`,
    },
    ...(['accessibility', 'best-practices'] as const).map((category) => ({
      name: `${at}: ${category}`,
      value: ours[category],
      unit: 'of 100',
      target: '100',
      ok: ours[category] === 100,
      note: `bare page ${String(bare[category])}`,
    })),
  ]
}

const medianOf = (all: readonly Scores[]): Scores =>
  Object.fromEntries(
    categories.map((category) => [
      category,
      percentile(
        all.map((scores) => scores[category]),
        0.5,
      ),
    ]),
  ) as Scores

/** A browser and a profile of its own each time: nothing is warm. */
async function scoresOf(address: string): Promise<Scores> {
  const port = 9_400 + Math.floor(Math.random() * 500)
  const browser = await launchBrowser([
    `--remote-debugging-port=${String(port)}`,
    '--accept-lang=da-DK',
  ])
  try {
    const options = { port, onlyCategories: [...categories], logLevel: 'silent' as const }
    const outcome = await lighthouse(address, options)
    const found = outcome?.lhr.categories
    if (!found) throw new Error(`Lighthouse has nothing to say of ${address}`)
    return Object.fromEntries(
      categories.map((category) => [category, Math.round((found[category]?.score ?? 0) * 100)]),
    ) as Scores
  } finally {
    await browser.close()
  }
}
