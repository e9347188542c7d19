import type { ServerResponse } from 'node:http'
import type { Uuid } from '../../shared/identifiers.ts'
import type { ChangeFeed, SpaceChange } from './change-feed.ts'
import { EventQueue } from './event-queue.ts'

export interface EventStreamOptions {
  municipalityId: Uuid
  /** Whether this listener may know that a space moved on. */
  hears: (change: SpaceChange) => boolean
  /** Milliseconds between heartbeats. */
  beatMs: number
  /** Milliseconds after which the stream ends, so that the listener authenticates again. */
  lifeMs: number
}

/**
 * Sends wake-ups until the listener leaves, stops reading, or its time is over; then it resolves. The first line is sent once no
 * later commit can be missed, so a listener pulls when its stream opens.
 */
export async function runEventStream(
  raw: ServerResponse,
  feed: ChangeFeed,
  { municipalityId, hears, beatMs, lifeMs }: EventStreamOptions,
): Promise<void> {
  const ended = new Promise<void>((resolve) => raw.once('close', resolve))
  const queue = new EventQueue({
    write: (text) => raw.write(text),
    onceDrained: (listener) => void raw.once('drain', listener),
  })
  const unsubscribe = await feed.subscribe(municipalityId, (change) => {
    if (hears(change) && !raw.writableEnded) queue.send(change)
  })
  const beat = setInterval(() => {
    // Nothing was read since the last heartbeat: the listener is gone, even if its connection looks open.
    if (queue.isBlocked) raw.destroy()
    else queue.heartbeat()
  }, beatMs)
  const life = setTimeout(() => raw.end(), lifeMs)
  if (!raw.writableEnded) raw.write('retry: 2000\n: listening\n\n')
  if (!raw.destroyed) await ended
  clearInterval(beat)
  clearTimeout(life)
  unsubscribe()
}
