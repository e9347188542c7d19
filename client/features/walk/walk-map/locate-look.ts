/** What the button shows while the map follows the phone. */
export interface LocateLook {
  words: string
  /** Accessible name: the words, and what a press does. */
  label: string
  /** Degrees clockwise from north; null while the direction is not shown. */
  heading: number | null
}
