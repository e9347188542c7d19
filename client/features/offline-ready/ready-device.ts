/** Whether the app's own files lie on the phone. `missing` counts files that should and do not. */
export type ShellState =
  | { kind: 'kept' }
  | { kind: 'incomplete'; missing: number }
  | { kind: 'none' }
  | { kind: 'impossible' }

/** What the phone has been asked about its position. `unavailable`: there is nothing to ask (also on plain http). */
export type PositionAccess = 'granted' | 'denied' | 'not-asked' | 'unavailable'

/** What the check list wants to know of the browser, beside storage; handed in so that tests bring their own phone. */
export interface ReadyDevice {
  shell(): Promise<ShellState>
  /** Resolves when the app's files have all come; never where that is impossible. */
  whenInstalled(): Promise<void>
  positionAccess(): Promise<PositionAccess>
  /** Shows the phone's question; only from the press of a button. */
  askPosition(): Promise<PositionAccess>
}
