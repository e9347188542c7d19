import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reportPdf } from '../../../server/report/pdf/report-pdf.ts'
import { reportDocx } from '../../../server/report/word/report-docx.ts'
import { madeReport, photoKeys } from '../../support/reports/made-report.ts'

/**
 * Writes one report in a process of its own, whose memory is nobody else's, and prints what it took. Arguments: folder of the photos,
 * `pdf` or `docx`, findings, photos.
 */
const [, , folder = '', format = 'pdf', findings = '60', photos = '120'] = process.argv
const sizes = { findings: Number(findings), photos: Number(photos) }
const megabyte = 1024 * 1024

const idle = process.memoryUsage().rss / megabyte
const files = photoKeys(sizes).map(async (key) => [key, await readFile(join(folder, key))] as const)
const images = new Map(await Promise.all(files))
const begin = performance.now()
const write = format === 'docx' ? reportDocx : reportPdf
const bytes = await write(madeReport(sizes), images)
const took = {
  seconds: (performance.now() - begin) / 1_000,
  // Kilobytes (Node.js, process.resourceUsage).
  megabytesAboveIdle: process.resourceUsage().maxRSS / 1024 - idle,
  megabytes: bytes.length / megabyte,
}
process.stdout.write(JSON.stringify(took))
