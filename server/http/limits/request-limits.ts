/** How often and how slowly somebody may ask. Counts are kept in each process; with several, each allows its own share. */
export interface RequestLimits {
  /** Requests a minute from one address before any session is looked at: a hall of phones behind one router fits in. */
  perAddress: number
  /** Requests a minute of one session. */
  perSession: number
  /** Wrong passwords within `windowMs` for one e-mail from one address. */
  wrongPasswords: number
  /** Wrong passwords within `windowMs` from one address, for whichever e-mail. */
  wrongPasswordsPerAddress: number
  /** Wrong walk codes within `windowMs` from one address. */
  wrongCodes: number
  /** The same while many addresses guess at once: only a slip of the finger is left. */
  wrongCodesUnderAttack: number
  /** Wrong walk codes within `windowMs` from all addresses together that count as an attack. */
  attackAt: number
  windowMs: number
  /** Milliseconds that the answer to a wrong password or code waits. */
  wrongAnswerDelayMs: number
  /** Mean delay of the event loop in milliseconds at which requests are turned away; 0 never does. */
  maxEventLoopDelayMs: number
  /** Milliseconds for the head of a request to arrive whole. */
  headMs: number
  /** Milliseconds for a whole request; one photo chunk of 32 KB at 2G speed fits. */
  requestMs: number
  /** Milliseconds in which a connection may say nothing; event streams send a heartbeat within them. */
  silenceMs: number
  /** How often, in milliseconds, requests that have had their time are looked for. */
  lookForSlowMs: number
}

/**
 * A code has at least four characters, so 10 guesses a quarter of an hour and address find one of a municipality's few
 * open walks in years; 200 in all make guessing from many addresses as slow.
 */
export const requestLimits: RequestLimits = {
  perAddress: 12_000,
  perSession: 1_200,
  wrongPasswords: 5,
  wrongPasswordsPerAddress: 30,
  wrongCodes: 10,
  wrongCodesUnderAttack: 2,
  attackAt: 200,
  windowMs: 15 * 60_000,
  wrongAnswerDelayMs: 400,
  maxEventLoopDelayMs: 1_000,
  headMs: 20_000,
  requestMs: 120_000,
  silenceMs: 90_000,
  lookForSlowMs: 5_000,
}
