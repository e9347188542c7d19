/** Whether the app's own files are on the phone. `missing` counts files that should be there and are not. */
export type ShellState =
  | { kind: 'kept' }
  | { kind: 'incomplete'; missing: number }
  | { kind: 'none' }
  | { kind: 'impossible' }

/** What the phone has answered about its position. `unavailable`: it cannot be asked (also on plain http). */
export type PositionAccess = 'granted' | 'denied' | 'not-asked' | 'unavailable'

/** What the check list needs of the browser, beside storage; passed in so that tests can imitate a phone. */
export interface ReadyDevice {
  shell(): Promise<ShellState>
  /** Resolves when all of the app's files have been stored; never where that is impossible. */
  whenInstalled(): Promise<void>
  positionAccess(): Promise<PositionAccess>
  /** Shows the phone's prompt; call it only from the press of a button. */
  askPosition(): Promise<PositionAccess>
}
