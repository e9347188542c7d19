import { describe, expect, it } from 'vitest'
import { joinPage, partLinks } from '../../../server/launch/write-join-pages.ts'

const manifest = {
  'index.html': {
    file: 'assets/index-1.js',
    imports: ['_common-2.js'],
    css: ['assets/index-3.css'],
  },
  '_common-2.js': { file: 'assets/common-2.js' },
  '_words-6.js': { file: 'assets/words-6.js', imports: ['_common-2.js'] },
  'app/JoinPage.vue': {
    file: 'assets/JoinPage-4.js',
    imports: ['_common-2.js', 'index.html', '_words-6.js'],
    css: ['assets/JoinPage-5.css'],
  },
}
const page = `<html lang="da" data-product="walk">
  <head>
    <title>x</title>
    <script type="module" crossorigin src="/assets/index-1.js"></script>
    <link rel="modulepreload" crossorigin href="/assets/common-2.js">
    <link rel="stylesheet" crossorigin href="/assets/index-3.css">
  </head>
  <body>
    <div id="app">
      <p>Lygte</p>
    </div>
    <p>after</p>
  </body>
</html>
`

describe('the page of a join link', () => {
  it('names what only it needs, and nothing that index.html names itself', () => {
    expect(partLinks(manifest)).toEqual([
      '<link rel="modulepreload" crossorigin href="/assets/JoinPage-4.js">',
      '<link rel="stylesheet" crossorigin href="/assets/JoinPage-5.css">',
      '<link rel="modulepreload" crossorigin href="/assets/words-6.js">',
    ])
  })

  it('is index.html with words and language in their places, and styles before scripts', () => {
    const links = [
      '<link rel="modulepreload" href="/4.js">',
      '<link rel="stylesheet" href="/5.css">',
    ]
    const made = joinPage({ page, language: 'en', words: '<h1>$& $1</h1>', links })
    expect(made).toBe(`<html lang="en" data-product="walk">
  <head>
    <title>x</title>
    <link rel="stylesheet" crossorigin href="/assets/index-3.css">
    <link rel="stylesheet" href="/5.css">
    <script fetchpriority="low" type="module" crossorigin src="/assets/index-1.js"></script>
    <link fetchpriority="low" rel="modulepreload" crossorigin href="/assets/common-2.js">
    <link fetchpriority="low" rel="modulepreload" href="/4.js">
  </head>
  <body>
    <div id="app"><h1>$& $1</h1></div>
    <p>after</p>
  </body>
</html>
`)
  })

  it('is not made of a page that has no place for the words', () => {
    const parts = { page: '<html></html>', language: 'da', words: '', links: [] } as const
    expect(() => joinPage(parts)).toThrow('no place')
  })
})
