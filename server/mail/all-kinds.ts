import { addressGiven } from './kinds/address-given.ts'
import { answer } from './kinds/answer.ts'
import { feedback } from './kinds/feedback.ts'
import { invitation } from './kinds/invitation.ts'
import { overdue } from './kinds/overdue.ts'
import { question } from './kinds/question.ts'
import { reportReady } from './kinds/report-ready.ts'
import { wishAnswer } from './kinds/wish-answer.ts'
import { wishReceipt } from './kinds/wish-receipt.ts'
import type { MessageKind } from './message-kind.ts'

/** Every kind of message. */
export const allKinds: readonly MessageKind[] = [
  ...[wishReceipt, wishAnswer, invitation],
  ...[question, answer],
  ...[reportReady, feedback, overdue],
  addressGiven,
]
