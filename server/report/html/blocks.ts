import type { Block } from '../../../shared/report/report-document.ts'
import { escape } from './escape.ts'
import { spreadFigure } from './spread-figure.ts'

interface BlockOptions {
  /** Markup of a picture, by the key of its image; empty where there is none any more. */
  pictureOf: (image: string, alt: string) => string
}

/** Spreads that follow each other stand side by side. */
export function writeBlocks(blocks: readonly Block[], options: BlockOptions): string {
  return blocks
    .map((block, index) => {
      const written = writeBlock(block, options)
      if (block.kind !== 'spread') return written
      const isFirst = blocks[index - 1]?.kind !== 'spread'
      const isLast = blocks[index + 1]?.kind !== 'spread'
      return `${isFirst ? '<div class="spreads">' : ''}${written}${isLast ? '</div>' : ''}`
    })
    .join('\n')
}

function writeBlock(block: Block, { pictureOf }: BlockOptions): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escape(block.text)}</h${block.level}>`
    case 'paragraph':
      return `<p${block.isQuiet ? ' class="quiet"' : ''}>${lines(block.text)}</p>`
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${lines(item)}</li>`).join('')}</ul>`
    case 'table':
      return writeTable(block)
    case 'figure':
      return writeFigure(block, pictureOf(block.image, block.alt))
    case 'spread':
      return spreadFigure(block)
    case 'new-page':
      return '<div class="new-page"></div>'
  }
}

const lines = (text: string): string => escape(text).replaceAll('\n', '<br>')

const writeFigure = (
  { image, caption }: Extract<Block, { kind: 'figure' }>,
  picture: string,
): string =>
  picture === ''
    ? ''
    : `<figure class="${image === 'map' ? 'map' : 'photo'}">${picture}<figcaption>${escape(caption)}</figcaption></figure>`

/** On a narrow screen rows become blocks, and each cell shows the title of its column. */
function writeTable({ caption, columns, rows }: Extract<Block, { kind: 'table' }>): string {
  const head = columns.map(({ title }) => `<th scope="col">${escape(title)}</th>`).join('')
  const body = rows
    .map(
      (cells) => `<tr>${cells.map((cell, index) => writeCell(cell, index, columns)).join('')}</tr>`,
    )
    .join('\n')
  return `<table><caption>${escape(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
}

function writeCell(
  cell: string,
  index: number,
  columns: Extract<Block, { kind: 'table' }>['columns'],
): string {
  const { title = '', isNumber } = columns[index] ?? {}
  const attributes = `data-title="${escape(title)}"${isNumber ? ' class="number"' : ''}`
  return index === 0
    ? `<th scope="row" ${attributes}>${lines(cell)}</th>`
    : `<td ${attributes}>${lines(cell)}</td>`
}
