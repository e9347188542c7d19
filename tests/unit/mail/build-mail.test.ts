import { describe, expect, it } from 'vitest'
import { buildMail } from '../../../server/mail/smtp/build-mail.ts'
import { mailConfig } from '../../support/mail/mail-town-config.ts'
import { readMail } from '../../support/mail/read-mail.ts'

const prepared = {
  to: 'søren@ærø.example',
  subject: 'Et spørgsmål',
  text: 'Hej æøå\n',
  html: '<p>Hej æøå</p>',
  localId: 'a'.repeat(40),
  unsubscribeLink: 'https://lygte.example.dk/api/unsubscribe/token',
}
const date = new Date('2027-03-10T09:00:00Z')
const build = async (
  changes = {},
  { municipality = 'Aalborg', publicOrigin = 'https://lygte.example.dk' } = {},
) => {
  const config = { ...mailConfig(null), publicOrigin }
  const bytes = await buildMail({ ...prepared, ...changes }, { config, municipality, date })
  return readMail(bytes.toString('utf8'))
}

describe('a mail as it goes over the wire', () => {
  it('has both bodies, its own id, and a date', async () => {
    const { headers, body } = await build()
    expect(headers).toMatchObject({
      subject: 'Et spørgsmål',
      'message-id': `<${prepared.localId}@example.dk>`,
      date: 'Wed, 10 Mar 2027 09:00:00 +0000',
      'list-unsubscribe': `<${prepared.unsubscribeLink}>`,
    })
    expect(body).toContain('Hej æøå')
    expect(body).toContain('<p>Hej æøå</p>')
  })

  it.each([
    ['subject', { subject: 'Hej\r\nBcc: alle@example.dk' }],
    ['recipient', { to: 'anna@example.dk\r\nBcc: alle@example.dk' }],
    ['link', { unsubscribeLink: 'https://x.dk/\r\nBcc: alle@example.dk' }],
    ['id', { localId: 'x\r\nBcc: alle@example.dk' }],
  ])('gets no further header by line breaks in its %s', async (_, changes) => {
    expect(Object.keys((await build(changes)).headers).sort()).toEqual(
      Object.keys((await build()).headers).sort(),
    )
  })

  it('gets no further header by line breaks in the name of the municipality', async () => {
    const { headers } = await build({}, { municipality: 'Aalborg\r\nBcc: alle@example.dk' })
    expect(headers).not.toHaveProperty('bcc')
    expect(headers['from']).toContain('<lygte@example.dk>')
  })

  it('offers to unsubscribe with one press only where the link is https, as RFC 8058 asks', async () => {
    const { headers } = await build({}, { publicOrigin: 'http://localhost:3000' })
    expect(headers).not.toHaveProperty('list-unsubscribe-post')
    expect((await build()).headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
  })
})
