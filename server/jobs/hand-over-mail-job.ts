import Type from 'typebox'
import { handOverMail } from '../mail/hand-over-mail.ts'
import type { Job } from './job.ts'

/**
 * Hands e-mails over to the mail server. `inside`, because the outbox itself says of each message whether it may be sent: a run that begins again
 * after a crash or a restore sends none a second time (server/mail/hand-over-mail.ts).
 */
export const handOverMailJob: Job = {
  name: 'hand-over-mail',
  payload: Type.Object({}),
  effect: 'inside',
  schedule: '* * * * *',
  atStart: true,
  isSingle: true,
  run: (surroundings) => handOverMail(surroundings),
}
