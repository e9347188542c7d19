import type { SelfTestResult } from '../../local/phone/phone-storage.ts'

type SavedKey = 'home.savedHere' | 'home.changeSaved' | 'same.joined'

/** Message key for what was just saved; where nothing outlives the page, "saved on the phone" would be untrue. */
export const savedWords = (
  key: SavedKey,
  health: SelfTestResult,
): SavedKey | 'home.savedUntilClosed' => (health === 'volatile' ? 'home.savedUntilClosed' : key)
