import type { WalkPhone } from '../contract/phone-contract.ts'

/** What may be said of one phone before a walk; a phone that has said nothing is never taken for a ready one. */
export type ReadyState = 'ready' | 'notReady' | 'unknown'

export function readyState({ readiness }: Pick<WalkPhone, 'readiness'>): ReadyState {
  if (!readiness) return 'unknown'
  return readiness.missing.length === 0 ? 'ready' : 'notReady'
}

const order: readonly ReadyState[] = ['notReady', 'unknown', 'ready']

/** First the phones that somebody has to do something about; those of one state in the order that they came in. */
export const byReadiness = <P extends Pick<WalkPhone, 'readiness'>>(phones: readonly P[]): P[] =>
  [...phones].sort((a, b) => order.indexOf(readyState(a)) - order.indexOf(readyState(b)))
