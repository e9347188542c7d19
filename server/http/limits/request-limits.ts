/**
 * How often and how slowly a client may send requests. Requests a minute are counted in each process, so that several allow several times
 * as many; wrong passwords and codes are counted in the database, by all processes together.
 */
export interface RequestLimits {
  /** Requests a minute from one address before any session lookup: a hall of phones behind one router fits in. */
  perAddress: number
  /** Requests a minute of one session. */
  perSession: number
  /** Wrong passwords within `windowMs` for one e-mail from one address. */
  wrongPasswords: number
  /** Wrong passwords within `windowMs` from one address, for whichever e-mail. */
  wrongPasswordsPerAddress: number
  /** Wrong walk codes within `windowMs` from one address. */
  wrongCodes: number
  /** The same while many addresses guess at once: only room for a typing error is left. */
  wrongCodesUnderAttack: number
  /** Wrong walk codes within `windowMs` from all addresses together that count as an attack. */
  attackAt: number
  /** Wishes for walks within `windowMs` from one address, sending the same one again included. */
  wishes: number
  /** The same while a municipality gets many at once. */
  wishesUnderFlood: number
  /** Wishes to one municipality within `windowMs` from all addresses together that count as a flood. */
  wishFloodAt: number
  /** Replies to invitations within `windowMs` from one address, changes included: a hall of phones behind one router fits in. */
  replies: number
  /** The same while a walk gets many at once. */
  repliesUnderFlood: number
  /** Replies to one walk within `windowMs` from all addresses together that count as a flood. */
  replyFloodAt: number
  windowMs: number
  /** Milliseconds by which the answer to a wrong password or code is delayed. */
  wrongAnswerDelayMs: number
  /** Mean delay of the event loop in milliseconds at which requests are rejected; 0 never rejects. */
  maxEventLoopDelayMs: number
  /** Milliseconds in which the head of a request must arrive. */
  headMs: number
  /** Milliseconds for a whole request; one photo chunk of 32 KB at 2G speed fits. */
  requestMs: number
  /** Milliseconds after which a silent connection is closed; event streams send a heartbeat within them. */
  idleTimeoutMs: number
  /** How often, in milliseconds, connections are checked for requests that took too long. */
  connectionCheckIntervalMs: number
}

/**
 * A code has at least four characters, so with 10 guesses per quarter of an hour and address it takes years to find one of a
 * municipality's few open walks; 200 in all make guessing from many addresses as slow.
 */
export const requestLimits: RequestLimits = {
  perAddress: 12_000,
  perSession: 1_200,
  wrongPasswords: 5,
  wrongPasswordsPerAddress: 30,
  wrongCodes: 10,
  wrongCodesUnderAttack: 2,
  attackAt: 200,
  wishes: 20,
  wishesUnderFlood: 3,
  wishFloodAt: 100,
  replies: 100,
  repliesUnderFlood: 10,
  replyFloodAt: 300,
  windowMs: 15 * 60_000,
  wrongAnswerDelayMs: 400,
  maxEventLoopDelayMs: 1_000,
  headMs: 20_000,
  requestMs: 120_000,
  idleTimeoutMs: 90_000,
  connectionCheckIntervalMs: 5_000,
}
