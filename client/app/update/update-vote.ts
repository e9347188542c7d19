import type { NoticeChannel, PhoneClock } from '../../local/phone/phone-environment.ts'

/** How long other tabs may take to answer; a frozen tab never answers (sync.md §2.8). */
const voteMs = 2_000

type VoteMessage =
  { type: 'may-update'; round: string } | { type: 'vote'; round: string; agrees: boolean }

export type VoteResult = 'all-agree' | 'somebody-busy' | 'no-answer'

export interface VoteOptions {
  channel: NoticeChannel
  clock: Pick<PhoneClock, 'after'>
  /** The number of other tabs that must answer. */
  others: number
  round: string
}

/**
 * Asks every other tab whether its page may be replaced. Each answers after it has saved what is being typed. One refusal, or one
 * missing answer, prevents the update.
 */
export function askOtherTabs({ channel, clock, others, round }: VoteOptions): Promise<VoteResult> {
  if (others <= 0) return Promise.resolve('all-agree')
  return new Promise((resolve) => {
    let agreed = 0
    const cancel = clock.after(voteMs, () => {
      resolve('no-answer')
    })
    channel.onMessage((message) => {
      if (!isVoteMessage(message) || message.type !== 'vote' || message.round !== round) return
      agreed += message.agrees ? 1 : 0
      if (message.agrees && agreed < others) return
      cancel()
      resolve(message.agrees ? 'all-agree' : 'somebody-busy')
    })
    channel.post({ type: 'may-update', round } satisfies VoteMessage)
  })
}

/** Answers other tabs: yes when there is no draft, or when it could be saved. */
export function answerOtherTabs(channel: NoticeChannel, flushDraft: () => Promise<boolean>): void {
  channel.onMessage((message) => {
    if (!isVoteMessage(message) || message.type !== 'may-update') return
    void flushDraft()
      .catch(() => false)
      .then((agrees) => {
        channel.post({ type: 'vote', round: message.round, agrees } satisfies VoteMessage)
      })
  })
}

function isVoteMessage(message: unknown): message is VoteMessage {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    'round' in message &&
    (message.type === 'may-update' || message.type === 'vote')
  )
}
