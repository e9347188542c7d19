import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Manifest } from 'vite'
import { buildClientWhenStale, clientFolder } from '../../../server/start/client-build.ts'
import type { BenchRow } from '../bench-row.ts'

/**
 * Lazy parts a volunteer who has joined does not need to see the map and save a pin. Everything else counts, also what
 * somebody adds tomorrow.
 */
const notOnTheWay = [
  // Other pages of the walk app, each loaded when it is opened.
  /^app\/walk-pages\/(JoinPage|ListPage|OwnPage|ReadyPage|LostPage|StopsPage|RatingPage|ObservedPage|AreaPage|AllHomePage|AskPage)\.vue$/,
  /^app\/lead-pages\/(GatherPage|VotePage|PlanPage|VerifyPage|ReportPage)\.vue$/,
  /^app\/invite-pages\/(ReplyPage|InvitePage)\.vue$/,
  // “Mig”, all walks of this phone, moving to another phone.
  /^app\/my-walks\/my-pages\.ts$/,
  // What a press on a pin opens: its card, then its page; and what one says there of it.
  /^app\/pin-card\/pin-screens\.ts$/,
  /^local\/feedback\/respond\.ts$/,
  // The list beside a wide map; a phone does not load it there.
  /^(features\/walk\/list\/WalkList\.vue|_WalkList-.*\.js)$/,
  // What a press on the map opens: several pins at one place, what is drawn on the map.
  /^features\/walk\/walk-map\/(StackSheet|MapLayersDialog)\.vue$/,
  // What the first press of "Vis min position" brings beside the move to it.
  /^app\/locate\/LocateControl\.vue$/,
  // What a pin can have and few people fill in; whether a pin nearby is the same.
  /^features\/capture\/(details\/MoreFields|duplicates\/JoinExisting)\.vue$/,
  // Mending refused pins, taking a saved one back, the page and the zip of everything, fetching a map ahead, asking whether to update.
  /^local\/(capture\/capture-(mend|undo)|phone\/export-zip)\.ts$/,
  /^features\/sync-status\/export-page\.ts$/,
  /^sync\/offline-map\/download-area\.ts$/,
  /^app\/update\/AppNews\.vue$/,
  // Asking whether a pin belongs to a walk that has ended, has not begun or is far away.
  /^app\/capture-flow\/WalkDoubt\.vue$/,
  // What stands at the top of the map and beside the main button, shown after the main button stands.
  /^app\/walk-pages\/home-parts\.ts$/,
  // What is answered at a stop.
  /^local\/answers\/answer-(reads|writes|mend)\.ts$/,
  // Joining, another name in a walk, leaving it, who is home, and moving to another phone.
  /^sync\/services\/(join-walk|walk-part|move-phone)\.ts$/,
  // The way to a vote, only while the walk votes.
  /^(features\/gather\/vote\/VoteLink\.vue|_VoteLink-.*\.js)$/,
  // What a leader loads to plan the walk and to gather it afterwards, and others to vote.
  /^local\/(answers\/leader-storage|gathering\/replay-gathering)\.ts$/,
  // Whether what somebody writes looks like personal data; most pins are saved without a word.
  /^(ui\/warnings\/TextWarnings\.vue|_TextWarnings-.*\.js)$/,
  // Moving a pin on a map of its own; saving takes the place that was found.
  /^features\/capture\/place\/PlaceEditor\.vue$/,
  // What the map calls places, for the rows and pages that show it.
  /^sync\/offline-map\/place-names\.ts$/,
  // Addresses of what is not called on the street.
  /^sync\/http\/more-routes\.ts$/,
  // Sending photos, once the pin itself has been received.
  /^sync\/exchange\/upload-photos\.ts$/,
  // Leaving a pin that is not saved.
  /^features\/capture\/draft\/LeaveDialog\.vue$/,
  // Which layers the map shows, opened by a button of the map.
  /^features\/walk\/walk-map\/MapLayersDialog\.vue$/,
  // The other language; a phone loads one.
  /^ui\/messages\/en\//,
]

const limitBytes = 200_000

/** JavaScript files that joining, the map and capturing need, in the order in which they are found. */
export function captureRouteFiles(manifest: Manifest, entry = 'index.html'): string[] {
  const files = new Set<string>()
  const queue = [entry]
  const seen = new Set<string>()
  for (let source = queue.shift(); source !== undefined; source = queue.shift()) {
    const chunk = manifest[source]
    if (!chunk) throw new Error(`The build has no ${source}`)
    if (seen.has(source)) continue
    seen.add(source)
    if (chunk.file.endsWith('.js')) files.add(chunk.file)
    queue.push(...(chunk.imports ?? []))
    queue.push(...(chunk.dynamicImports ?? []).filter(isOnTheWay))
  }
  return [...files]
}

const isOnTheWay = (source: string) => !notOnTheWay.some((pattern) => pattern.test(source))

export async function measure(): Promise<BenchRow[]> {
  await buildClientWhenStale()
  const text = await readFile(join(clientFolder, '.vite/manifest.json'), 'utf8')
  const files = captureRouteFiles(JSON.parse(text) as Manifest)
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(clientFolder, file))).length),
  )
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  return [
    {
      name: 'JavaScript for the capture route, gzip',
      value: bytes / 1_000,
      unit: 'kB',
      target: '<= 200 kB',
      ok: bytes <= limitBytes,
      note: `${files.length} files: ${files.map((file, index) => `${file.slice(7)} ${Math.round((sizes[index] ?? 0) / 1_000)}`).join(', ')}`,
    },
  ]
}
