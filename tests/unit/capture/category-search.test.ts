import { describe, expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import { categories } from '../../../shared/observation/categories.ts'
import {
  isOneSlip,
  searchCategories,
} from '../../../client/features/capture/category/category-search.ts'
import { categoryWords } from '../../../client/features/capture/category/category-words.ts'
import { mostUsed } from '../../../client/features/capture/category/most-used.ts'
import { categoryKey } from '../../../client/ui/messages/category-name.ts'
import { da } from '../../../client/ui/messages/da/both-apps.ts'
import { en } from '../../../client/ui/messages/en/both-apps.ts'

const i18n = createI18n({ legacy: false, locale: 'da', messages: { da, en } })
const names = (locale: 'da' | 'en') =>
  new Map(
    categories.map(({ id, group }) => [
      id,
      {
        name: i18n.global.t(categoryKey(id), {}, { locale }),
        group: i18n.global.t(`categoryGroup.${group}`, {}, { locale }),
      },
    ]),
  )
const namesIn = { da: names('da'), en: names('en') }
const search = (text: string, locale: 'da' | 'en' = 'da') =>
  searchCategories(text, (id) => namesIn[locale].get(id) ?? { name: '', group: '' })

describe('the search for a category', () => {
  test('finds each category by its own name in both languages, and first', () => {
    for (const { id } of categories) {
      for (const locale of ['da', 'en'] as const) {
        const name = i18n.global.t(categoryKey(id), {}, { locale })
        expect(search(name, locale)[0], name).toBe(id)
      }
    }
  })

  test('finds each category by every word that people use for it', () => {
    const missed = categories.flatMap(({ id }) =>
      (categoryWords[id] ?? '')
        .split(' ')
        .filter((word) => !search(word).includes(id))
        .map((word) => `${id}: ${word}`),
    )
    expect(missed).toEqual([])
  })

  test.each([
    ['lampe', 'lys.slukket'],
    ['hæk', 'syn.beplantning'],
    ['glas', 'ren.glas'],
    ['skrald', 'ren.skraldespand'],
    ['redningskrans', 'havn.redning'],
    ['hjertestarter', 'brand.hjertestarter'],
    ['elløbehjul', 'vej.parkering'],
    ['trygt', 'god.plads'],
    ['hul i vejen', 'vej.hul'],
    ['et stort hul i fortovet', 'vej.hul'],
    ['hække', 'syn.beplantning'],
    ['hækken er for høj', 'syn.beplantning'],
    ['hund', 'ren.affald'],
    ['hundelort på stien', 'ren.affald'],
    ['oversvømmelse', 'sti.vinter'],
    ['stien er oversvømmet', 'sti.vinter'],
    ['lampen er gået ud', 'lys.slukket'],
    ['lamperne virker ikke', 'lys.slukket'],
    ['glasskår', 'ren.glas'],
    ['bænken er ødelagt', 'haer.oedelagt'],
    ['haek', 'syn.beplantning'],
    ['hole in the road', 'vej.hul'],
  ])('for "%s" finds %s first', (word, id) => {
    expect(search(word)[0]).toBe(id)
  })

  test('ignores capitals, aa for å and one typing error', () => {
    expect(search('LAMPE')).toEqual(search('lampe'))
    expect(search('aaben')).toEqual(search('åben'))
    expect(search('aaben')).toContain('tek.laas')
    expect(search('gadelamqe')).toContain('lys.slukket')
    expect(search('belynsing')).toContain('lys.slukket')
    expect(search('grafitti')[0]).toBe('haer.graffiti')
  })

  test('returns a topic that has all the words alone, and topics that have some of them when none has all', () => {
    expect(search('lampe træ')[0]).toBe('lys.skygge')
    expect(search('lampe træ')).not.toContain('lys.slukket')
    expect(search('graffiti kørestol')).toEqual(
      expect.arrayContaining(['haer.graffiti', 'sti.tilgaengelig']),
    )
    expect(search('lampe qwxz')).toEqual(search('lampe'))
  })

  test('finds nothing for an empty text or for a word that no topic has', () => {
    expect(search('  ')).toEqual([])
    expect(search('qwxz')).toEqual([])
  })

  test('accepts a word with one wrong letter, but not with two', () => {
    expect(isOneSlip('belysnign', 'belysning')).toBe(true)
    expect(isOneSlip('bxlysxing', 'belysning')).toBe(false)
  })
})

describe('the most used categories', () => {
  test('are the usual ones before anything is pinned', () => {
    expect(mostUsed([], 3)).toEqual(['lys.slukket', 'syn.beplantning', 'ren.affald'])
  })

  test('follow the walk, with own pins counting double, and never repeat', () => {
    const used = [
      { category: 'ren.glas', isOwn: false },
      { category: 'ren.glas', isOwn: false },
      { category: 'bus.stop', isOwn: true },
      { category: 'bus.stop', isOwn: false },
      { category: 'god.plads', isOwn: true },
      { category: 'ny.fra-serveren', isOwn: true },
    ]
    expect(mostUsed(used, 3)).toEqual(['bus.stop', 'ren.glas', 'lys.slukket'])
  })
})
