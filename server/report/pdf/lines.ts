import { charactersOf, drawableText } from '../../paper/drawable-text.ts'
import { setType, type Paper } from '../../paper/paper.ts'
import type { Face } from '../../paper/typeface.ts'

export interface TextStyle {
  face: Face
  /** Points. */
  size: number
  /** Points from line to line. */
  leading: number
  color: string
}

/** A line of text: at its end stands the space at which it was broken. */
export type Line = string

/** Returns the lines of a text that fit into a width. A word that is wider than a line goes on in the next one; nothing is left out. */
export function linesOf(paper: Paper, text: string, style: TextStyle & { width: number }): Line[] {
  setType(paper, style.face, style.size)
  const fits = (part: string): boolean =>
    paper.widthOfString(drawableText(part.trimEnd(), style.face)) <= style.width
  return text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap((paragraph) => {
    const lines = ['']
    for (const piece of piecesOf(paragraph)) addPiece(lines, piece, fits)
    return lines
  })
}

/** Returns the width of the widest part that should not be broken, in points. */
export function widestPiece(paper: Paper, text: string, { face, size }: TextStyle): number {
  setType(paper, face, size)
  const widths = text
    .split(/\s+/)
    .flatMap(piecesOf)
    .map((piece) => paper.widthOfString(drawableText(piece, face)))
  return Math.max(0, ...widths)
}

/** Words with the spaces after them. */
function piecesOf(text: string): string[] {
  const words = text.match(/[^ \t]*[ \t]*/g) ?? []
  return words.filter((word) => word !== '').flatMap((word) => word.split(joinedWords))
}
const joinedWords = /(?<=\p{L}[-–/])(?=\p{L})/u

function addPiece(lines: string[], piece: string, fits: (part: string) => boolean): void {
  const last = lines.at(-1) ?? ''
  if (fits(last + piece)) {
    lines[lines.length - 1] = last + piece
  } else if (fits(piece)) {
    lines.push(piece)
  } else {
    for (const character of charactersOf(piece)) addCharacter(lines, character, fits)
  }
}

function addCharacter(lines: string[], character: string, fits: (part: string) => boolean): void {
  const last = lines.at(-1) ?? ''
  if (last === '' || fits(last + character)) lines[lines.length - 1] = last + character
  else lines.push(character)
}
