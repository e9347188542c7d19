/** What the phone says about its own storage. */
export interface StorageEstimate {
  usedBytes: number
  quotaBytes: number
  /** 0 to 1. */
  share: number
}

/**
 * ok; full: nothing more fits, not even text; volatile: what is written cannot be read back (some private windows);
 * stuck: the database did not open within three seconds; away: it cannot be opened at all.
 */
export type SelfTestResult = 'ok' | 'full' | 'volatile' | 'stuck' | 'away'

/** The outbox was there and is gone (A8). */
export interface DetectedLoss {
  /** Phone clock, ISO 8601 UTC. */
  detectedAt: string
  /** Pins and changes this phone had ever saved; how many of them had arrived is not known here. */
  savedBefore: number
}

export interface PhoneStorage {
  estimate(): Promise<StorageEstimate | undefined>
  /** Asks that the browser never clears this site by itself; `false` when refused, `undefined` when it cannot be asked. */
  persist(): Promise<boolean | undefined>
  isPersisted(): Promise<boolean | undefined>
  /** Write, read and delete in the outbox database. */
  selfTest(): Promise<SelfTestResult>
  /** Present until the person has seen it. */
  lossDetected(): Promise<DetectedLoss | undefined>
  acknowledgeLoss(): Promise<void>
  /** Fills the reserve of about 5 MB that is given up when the phone is full, so that text can still be saved. */
  keepBallast(): Promise<void>
  /**
   * Gives up the next thing that may go: map tiles, then photos the server has confirmed, then the ballast; nothing else.
   * Answers what went, or `nothing`.
   */
  releaseSpace(): Promise<'tiles' | 'sent-photos' | 'ballast' | 'nothing'>
}
