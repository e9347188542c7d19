import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Points of A4 above the footer. */
const aboveFooter = 790

export interface ReadPdf {
  /** What `pdfinfo` says of the file, by its names. */
  facts: Map<string, string>
  /** The text of the pages without their footers, in the order in which it is drawn. */
  text: string
  /** Tags in order: their names without their depth. */
  tags: string[]
  /** What is inside the tags, in the order of the tags; footers and repeated headings are not. */
  taggedText: string[]
  words: Word[]
}

interface Word {
  text: string
  /** Points from the upper left corner of the page. */
  left: number
  top: number
  right: number
  bottom: number
}

/** Reads a PDF by the programs of poppler, which share no code with what wrote it. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const folder = mkdtempSync(join(tmpdir(), 'lygte-pdf-'))
  const file = join(folder, 'report.pdf')
  try {
    writeFileSync(file, bytes)
    const lines = run('pdfinfo', ['-struct-text', file]).split('\n')
    const crop = ['-x', '0', '-y', '0', '-W', '596', '-H', String(aboveFooter)]
    return {
      facts: new Map(run('pdfinfo', [file]).split('\n').map(asFact)),
      text: run('pdftotext', ['-raw', ...crop, file, '-']),
      tags: lines.flatMap(
        (line) => /^ *([A-Z]\w*)(?: \(block\)| \(inline\)|:|$)/.exec(line)?.[1] ?? [],
      ),
      taggedText: lines.flatMap((line) => /^ *"(.*)"$/.exec(line)?.[1] ?? []),
      words: wordsOf(run('pdftotext', ['-bbox', file, '-'])),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const run = (program: string, args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })

const asFact = (line: string): [string, string] => {
  const [name = '', ...value] = line.split(':')
  return [name, value.join(':').trim()]
}

function wordsOf(page: string): Word[] {
  const pattern = /<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g
  return [...page.matchAll(pattern)].map(([, left, top, right, bottom, text = '']) => ({
    text,
    left: Number(left),
    top: Number(top),
    right: Number(right),
    bottom: Number(bottom),
  }))
}
