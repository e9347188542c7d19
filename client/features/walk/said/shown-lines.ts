import type { SaidLine } from '../../../../shared/walk/said/said-line.ts'
import type { OwnAnswer } from '../../../local/answers/answer-storage.ts'

type OwnLine = Extract<OwnAnswer, { kind: 'said' }>

export interface ShownLine {
  id: string
  text: string
  at: string
  /** Of a line that this phone has said and the walk does not show yet. */
  own: OwnLine | null
}

/** An acknowledged line is in the walk's row a moment later; one that is still not there has been erased, or made room for newer ones. */
const overlayMs = 60_000

/**
 * What leaders have said on a walk, the newest first: the walk's own row, and before it what was said on this phone and is not there
 * yet. What was refused has reached nobody and is no line.
 */
export function shownLines(
  said: readonly SaidLine[],
  own: readonly OwnAnswer[],
  nowMs: number,
): ShownLine[] {
  const isThere = new Set(said.map(({ id }) => id))
  const pending = own.filter(
    (one): one is OwnLine =>
      one.kind === 'said' && !isThere.has(one.lineId) && isPending(one, nowMs),
  )
  return [
    ...pending.map((one) => ({ id: one.lineId, text: one.line, at: one.at, own: one })),
    ...said.map(({ id, text, at }) => ({ id, text, at, own: null })).reverse(),
  ]
}

const isPending = ({ delivery, receivedAt }: OwnLine, nowMs: number): boolean =>
  delivery !== 'refused' &&
  (delivery !== 'received' || Math.abs(nowMs - Date.parse(receivedAt ?? '')) < overlayMs)
