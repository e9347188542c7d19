import { describe, expect, it } from 'vitest'
import { joinPage, partsOf } from '../../../build/write-join-pages.ts'

const manifest = {
  'index.html': {
    file: 'assets/index-1.js',
    imports: ['_common-2.js'],
    css: ['assets/index-3.css'],
  },
  '_common-2.js': { file: 'assets/common-2.js' },
  '_words-6.js': { file: 'assets/words-6.js', imports: ['_common-2.js'] },
  'app/walk-pages/JoinPage.vue': {
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
  const files = ['assets/index-1.js', 'assets/index-3.css', 'assets/JoinPage-4.js']

  it('needs what index.html needs, then its own parts and what these need, each once', () => {
    expect(partsOf(manifest)).toEqual([
      'assets/index-1.js',
      'assets/index-3.css',
      'assets/common-2.js',
      'assets/JoinPage-4.js',
      'assets/JoinPage-5.css',
      'assets/words-6.js',
    ])
  })

  it('is not made of a build in which the join page is part of another file', () => {
    expect(() => partsOf({ 'index.html': manifest['index.html'] })).toThrow('no file of its own')
  })

  it('is index.html with words, styles and language in their places, and nothing that words wait for', () => {
    const words = '<h1>$& $1</h1>'
    const made = joinPage({
      page,
      language: 'en',
      words,
      files,
      styles: 'h1::before{content:"$&"}\n',
    })
    expect(made).toBe(`<html lang="en" data-product="walk">
  <head>
    <title>x</title>
    <style>h1::before{content:"$&"}</style>
    <script type="module" fetchpriority="low" crossorigin src="/assets/index-1.js"></script>
    <link rel="stylesheet" media="print" crossorigin href="/assets/index-3.css">
    <link rel="modulepreload" fetchpriority="low" crossorigin href="/assets/JoinPage-4.js">
  </head>
  <body>
    <div id="app"><h1>$& $1</h1></div>
    <p>after</p>
  </body>
</html>
`)
  })

  it('is not made of a page that has no place for the words', () => {
    const parts = { language: 'da', words: '', files, styles: '' } as const
    expect(() => joinPage({ ...parts, page: '<html></html>' })).toThrow('no place')
    expect(() => joinPage({ ...parts, page: page.replace('id="app"', '') })).toThrow('no place')
  })
})
