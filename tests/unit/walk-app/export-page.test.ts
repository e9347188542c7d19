import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import { exportPage } from '../../../client/features/sync-status/export-page.ts'
import type { ExportContents, ExportedEntry } from '../../../client/local/phone/export-zip.ts'
import { createFormats } from '../../../shared/text/formats.ts'
import { da } from '../../../client/ui/messages/da/both-apps.ts'
import { exportPageDa } from '../../../client/ui/messages/da/export-page.ts'
import { walkDa } from '../../../client/ui/messages/da/walk-app.ts'
import { savePinWithPhotos } from '../../support/phones/make-draft.ts'
import { joinedClient, ScriptedApi } from '../../support/phones/scripted-api.ts'

const i18n = createI18n({
  legacy: false,
  locale: 'da',
  messages: { da: { ...da, ...walkDa, ...exportPageDa } },
})
const words = { t: i18n.global.t, formats: createFormats('da'), language: 'da' }

test('the export holds a readable page with words, photos and the note that nothing was received yet', async () => {
  const client = await joinedClient(new ScriptedApi())
  const { pinId, photoIds } = await savePinWithPhotos(client, [60_000])
  await client.capture.comment(pinId, 'Den <b>blinker</b> & larmer')
  const blob = await client.capture.exportZip((contents) => exportPage(contents, words))
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()))
  const page = new TextDecoder().decode(files['index.html'])
  expect(page).toContain('Lampe slukket')
  expect(page).toContain('Den &lt;b>blinker&lt;/b> &amp; larmer')
  expect(page).toContain('Ikke modtaget, da filen blev lavet')
  expect(page).not.toContain('Modtaget kl.')
  const [source] = /(?<=src=")[^"]+/.exec(page) ?? []
  expect(source).toContain(photoIds[0])
  expect(Object.keys(files)).toContain(source)
})

test('the export calls received only what the server has acknowledged, and the rest not received', () => {
  const state = (change: Partial<ExportedEntry>) =>
    exportPage(
      {
        exportedAt: '2026-10-29T20:00:00.000Z',
        photos: [],
        drafts: [],
        entries: [
          {
            entity: 'pin',
            name: 'observation.create',
            args: { category: 'lys.slukket' },
            capturedAt: '2026-10-29T19:00:00.000Z',
            ...change,
          } as ExportedEntry,
        ],
      } as unknown as ExportContents,
      words,
    )
  for (const waiting of ['queued', 'frozen', 'refused', 'replaced']) {
    expect(state({ state: waiting } as Partial<ExportedEntry>)).not.toMatch(/>[^<]*Modtaget/)
  }
  const received = state({ state: 'acked', settledAt: '2026-10-29T19:05:00.000Z' })
  expect(received).toContain('Modtaget ')
  expect(received).not.toContain('Ikke modtaget')
})
