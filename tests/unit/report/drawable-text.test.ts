import { describe, expect, it } from 'vitest'
import { drawableText } from '../../../server/paper/drawable-text.ts'

describe('what is drawn of a text', () => {
  it('is the text itself in the letters of Danish, Greenlandic, Polish and Russian', () => {
    for (const text of ['Østerågade 3½ »æøåÆØÅ«', 'ĸalaallit', 'Łódź – ęą', 'Где свет?']) {
      expect(drawableText(text, 'plain')).toBe(text)
      expect(drawableText(text, 'bold')).toBe(text)
    }
  })

  it('has composed letters, and no marks that nobody sees', () => {
    expect(drawableText('A\u030Alborg\u200B\u00AD', 'plain')).toBe('Ålborg')
    expect(drawableText('tilde\u2011til', 'plain')).toBe('tilde-til')
  })

  it('has one stand-in for what a person sees as one character', () => {
    expect(drawableText('Mørkt 😱!', 'plain')).toBe('Mørkt ◊!')
    expect(drawableText('👩🏽‍🔧街', 'plain')).toBe('◊◊')
  })
})
