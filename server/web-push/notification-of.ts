import { allKinds } from '../mail/all-kinds.ts'
import type { NotifiedKind, StoredNotification } from '../store/web-push/notification-store.ts'
import type { Language } from '../../shared/text/language.ts'
import type { PushPayload } from '../../shared/message/push-payload.ts'

/** Where a phone goes when its person presses the notification. */
const paths: Record<NotifiedKind, (about: StoredNotification) => string> = {
  question: ({ findingId }) => `/registrering/${findingId ?? ''}`,
  'report-ready': ({ walkId }) => `/rapport/${walkId ?? ''}`,
  feedback: ({ walkId }) => `/sket/${walkId ?? ''}`,
}

/** Returns what a phone shows: the subject of the e-mail about the same thing, which is the same for everybody. */
export function notificationOf(about: StoredNotification, language: Language): PushPayload {
  const kind = allKinds.find(({ name }) => name === about.kind)
  const body = kind?.words[language].subject ?? ''
  return { title: 'Lygte', body, path: paths[about.kind](about), tag: about.kind, lang: language }
}
