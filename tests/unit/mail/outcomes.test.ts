import { describe, expect, it } from 'vitest'
import { isEmailAddress } from '../../../shared/message/email-address.ts'
import { nextTry } from '../../../server/mail/retry-pauses.ts'
import { answerOf, readFailure } from '../../../server/mail/smtp/hand-over-outcome.ts'

describe('what a mail server answers', () => {
  it.each([
    [
      '550 before the mail',
      { responseCode: 550, response: '550 5.1.1 No <a@b.dk>' },
      false,
      'refused',
    ],
    ['554 after the mail', { responseCode: 554, response: '554 No' }, true, 'refused'],
    ['451 before the mail', { responseCode: 451, response: '451 4.7.1 Later' }, false, 'put-off'],
    ['452 after the mail', { responseCode: 452, response: '452 Full' }, true, 'put-off'],
    ['silence before the mail', {}, false, 'put-off'],
    ['silence after the mail', {}, true, 'unknown'],
  ])('%s', (...[, failure, hasBegun, state]) => {
    expect(readFailure(failure, hasBegun).state).toBe(state)
  })

  it.each([
    ['550 5.1.1 No such user <anna@example.dk>', '550 5.1.1'],
    ['550-5.7.26 This mail is', '550 5.7.26'],
    ['250 OK', '250'],
    ['250', '250'],
    ['2501 nonsense', null],
    ['', null],
    [undefined, null],
  ])('is kept without its words: %j', (response, kept) => {
    expect(answerOf(response)).toBe(kept)
  })

  it('is asked again after pauses that never become shorter, for three to five days in all', () => {
    const pauses = []
    for (let tries = 1; nextTry(tries, 0); tries += 1)
      pauses.push(nextTry(tries, 0)?.getTime() ?? 0)
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    const days = pauses.reduce((sum, one) => sum + one) / 86_400_000
    expect(days).toBeGreaterThan(3)
    expect(days).toBeLessThan(5)
  })
})

describe('an e-mail address', () => {
  it.each(['anna@example.dk', 'søren@ærø.dk', "o'neill+tag@sub.example.co", 'a@b.dk'])(
    'can be %j',
    (text) => expect(isEmailAddress(text)).toBe(true),
  )

  it.each([
    ...['', 'anna', '@b.dk', 'a@b', 'a b@c.dk', 'a@b.dk ', 'a@b@c.dk', 'a,b@c.dk', 'a@b.dk,c@d.dk'],
    ...[
      '<a@b.dk>',
      'A <a@b.dk>',
      'a@b.dk\n',
      'a\r\n@b.dk',
      'a\u0000@b.dk',
      `${'a'.repeat(260)}@b.dk`,
    ],
  ])('is not %j', (text) => expect(isEmailAddress(text)).toBe(false))
})
