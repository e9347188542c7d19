import { problemWords } from '../../ui/messages/problem-words.ts'
import type { SignInTrouble } from './desk-session-store.ts'

type Translate = (key: string, named?: Record<string, unknown> | number) => string

/** Explains a failed sign-in, with the time to wait where the server has sent one. */
export function signInTroubleWords(t: Translate, trouble: SignInTrouble): string {
  if (trouble.code === 'unreachable') return t('desk.signIn.unreachable')
  if (trouble.code === 'no-cookies') return t('desk.signIn.noCookies')
  if (trouble.code === 'captive-portal') return t('desk.signIn.portal')
  if (trouble.code !== 'too-many-requests') return problemWords(t, trouble)
  const seconds = Number('detail' in trouble ? trouble.detail?.['retryAfterSeconds'] : undefined)
  if (!Number.isFinite(seconds)) return t('desk.signIn.tooManySoon')
  const wait =
    seconds < 90
      ? t('unit.seconds', Math.ceil(seconds))
      : t('unit.minutes', Math.ceil(seconds / 60))
  return t('desk.signIn.tooMany', { wait })
}
