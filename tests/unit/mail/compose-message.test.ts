import { describe, expect, it } from 'vitest'
import { allKinds } from '../../../server/mail/all-kinds.ts'
import { composeMessage } from '../../../server/mail/compose-message.ts'
import { languages, type Language } from '../../../shared/text/language.ts'
import { mailMunicipality as municipality, mailFacts } from '../../support/mail/mail-facts.ts'

const bird = 'KANARIEFUGL'
const compose = (name: string, facts: unknown, language: Language = 'da') => {
  const kind = allKinds.find((one) => one.name === name)
  if (!kind) throw new Error(`No kind ${name}`)
  return composeMessage({
    ...{ kind, facts, language, municipality },
    origin: 'https://lygte.example.dk',
    unsubscribeLink: 'https://lygte.example.dk/api/unsubscribe/token',
  })
}

const every = allKinds.flatMap(({ name }) => languages.map((language) => [name, language] as const))

describe('the e-mails', () => {
  it('have facts in this test for every kind', () => {
    expect(Object.keys(mailFacts(bird)).sort()).toEqual(allKinds.map(({ name }) => name).sort())
  })

  it.each(every)(
    '"%s" in "%s" has nobody’s words in its subject, whatever they write',
    (name, language) => {
      const [first, second] = [bird, `Jens\r\nBcc: alle@example.dk`].map((words) =>
        compose(name, mailFacts(words)[name], language),
      )
      expect(first?.subject).toBe(second?.subject)
      expect(first?.subject).not.toMatch(/[\r\n]|KANARIEFUGL/)
      expect(first?.subject.length).toBeGreaterThan(10)
    },
  )

  it.each(every)(
    '"%s" in "%s" says the same as text and as HTML, with one link to unsubscribe',
    (name, language) => {
      const { text, html } = compose(name, mailFacts(bird)[name], language)
      expect(text.split('/api/unsubscribe/token')).toHaveLength(2)
      expect(html.split('/api/unsubscribe/token')).toHaveLength(2)
      expect(html).toContain(`<html lang="${language}">`)
      expect(html).not.toMatch(/<(img|script|style|link|iframe)/)
      const shown = html
        .replace(/<head>.*<\/head>/s, '')
        .replace(/<[^>]*>/g, ' ')
        .replaceAll('&quot;', '"')
      for (const word of text.match(/\p{L}{4,}/gu) ?? []) {
        if (!text.includes(`/${word}`) && !text.includes(`${word}.example`))
          expect(html + shown).toContain(word)
      }
    },
  )

  it('show the words of people as words: escaped in HTML, quoted line by line in the text', () => {
    const { text, html } = compose(
      'question',
      mailFacts('<b>Hvor</b>\r\n\r\n-- \nhej\u202e')['question'],
    )
    expect(html).toContain('&lt;b&gt;Hvor&lt;/b&gt;')
    expect(html).not.toContain('<b>')
    expect(text).toContain('> <b>Hvor</b>\n> \n> --\n> hej\n')
    expect(text).not.toMatch(/[\r\u202e]/)
  })

  it('say in one mail of many dates how many there are, and name the first twenty', () => {
    const findings = Array.from({ length: 25 }, (_, index) => ({
      ...{ number: String(index + 1), category: 'lys.slukket', dueOn: '2027-03-01' },
    }))
    const { text } = compose('overdue', { today: '2027-03-10', findings })
    expect(text).toContain('25 frister er passeret')
    expect(text.match(/^- nr\. \d+: Lampe slukket, frist 1\. mar/gm)).toHaveLength(20)
    expect(text).toContain('Og 5 flere')
  })
})
