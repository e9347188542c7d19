import webPush from 'web-push'
import type { PushPayload } from '../../shared/message/push-payload.ts'
import type { PushKeys } from '../store/web-push/push-keys.ts'
import type { PushSubscription } from '../store/web-push/subscription-store.ts'

export interface Sender {
  keys: PushKeys
  /** `https:` or `mailto:`, where the push service finds whoever runs this installation (RFC 8292 §2.1). */
  contact: string
  timeoutMs: number
}

/** `taken`: the push service has it. `gone`: the phone is no longer there. `put-off`: try again. `refused`: trying again is of no use. */
export type PushOutcome = 'taken' | 'gone' | 'put-off' | 'refused'

/** A phone that was off for longer finds the news in the app. */
const keptSeconds = 3 * 24 * 60 * 60

/** Hands one notification over to the push service of a phone, encrypted for that phone alone (RFC 8291). */
export async function sendNotification(
  subscription: PushSubscription,
  payload: PushPayload,
  sender: Sender,
): Promise<PushOutcome> {
  const request = requestOf(subscription, payload, sender)
  if (!request) return 'refused'
  try {
    const response = await fetch(subscription.endpoint, {
      ...request,
      // Nobody sends us on to another machine.
      redirect: 'error',
      signal: AbortSignal.timeout(sender.timeoutMs),
    })
    await response.body?.cancel()
    return outcomeOf(response.status)
  } catch {
    return 'put-off'
  }
}

/** Returns nothing for keys that no browser has made, because nothing can be encrypted with them. */
function requestOf(
  { endpoint, p256dh, auth }: PushSubscription,
  payload: PushPayload,
  { keys, contact }: Sender,
) {
  try {
    const { method, headers, body } = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify(payload),
      { vapidDetails: { subject: contact, ...keys }, TTL: keptSeconds, urgency: 'normal' },
    )
    return { method, headers: headers as Record<string, string>, body: new Uint8Array(body) }
  } catch {
    return undefined
  }
}

function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return 'taken'
  if (status === 404 || status === 410) return 'gone'
  return status === 429 || status >= 500 ? 'put-off' : 'refused'
}
