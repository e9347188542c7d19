import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

interface Conversion {
  /** What the file is: its ending, and for a table how it is read (the options of the filter, as LibreOffice writes them). */
  from: string
  readAs?: string
  /** The ending of what comes out, with the filter after a colon where the ending is not enough. */
  to: string
}

/** Opens bytes in LibreOffice, which shares no code with what wrote them, and returns what it saves. */
export function throughOffice(bytes: Uint8Array, { from, readAs, to }: Conversion): Buffer {
  return inFolder((folder) => {
    const file = join(folder, `report.${from}`)
    writeFileSync(file, bytes)
    const profile = pathToFileURL(join(folder, 'profile')).href
    const out = join(folder, 'out')
    const reading = readAs ? [`--infilter=${readAs}`] : []
    execFileSync(
      'soffice',
      [
        ...['--headless', `-env:UserInstallation=${profile}`, ...reading],
        ...['--convert-to', to, '--outdir', out, file],
      ],
      { stdio: 'pipe' },
    )
    return readFileSync(join(out, `report.${to.split(':')[0] ?? ''}`))
  })
}

/** Returns what GDAL says of a GeoJSON file and of every feature in it. */
export const throughGdal = (geojson: string): string =>
  inFolder((folder) => {
    const file = join(folder, 'report.geojson')
    writeFileSync(file, geojson)
    return execFileSync('ogrinfo', ['-al', file], { encoding: 'utf8' })
  })

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'lygte-files-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
