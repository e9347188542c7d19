import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

/**
 * Who may import whom (CONTRIBUTING.md, "folder tour"). One block per folder; a later block of flat config replaces the
 * options of an earlier one, so each folder's list is complete.
 */
const packages = [
  'vue',
  'pinia',
  'vue-router',
  'vue-i18n',
  'leaflet',
  'protomaps-leaflet',
  'pmtiles',
  'idb',
  'fflate',
  'workbox-*',
  'fastify',
  '@fastify/*',
  'kysely',
  'pg',
  'sharp',
  '@node-rs/*',
  'uqr',
  'node:*',
  'typebox',
]

const folder = (files, { allow = [], folders = [], flat = false }) => {
  const deniedPackages = packages.filter((name) => !allow.includes(name))
  const all = ['client', 'server', 'shared', 'tests']
  const patterns = [
    {
      group: deniedPackages.flatMap((name) => (name.endsWith('*') ? [name] : [name, `${name}/*`])),
      allowTypeImports: false,
      message: 'This folder may not use that package (CONTRIBUTING.md, folder tour).',
    },
  ]
  for (const name of all) {
    if (!folders.some((entry) => entry === name || entry.startsWith(`${name}/`))) {
      patterns.push({
        regex: `^(\\.\\./)+${name}/`,
        message: `This folder may not import from ${name}/ (CONTRIBUTING.md, folder tour).`,
      })
    }
  }
  const layers = ['ui', 'map', 'local', 'sync', 'features', 'app', 'service-worker']
  const serverLayers = ['domain', 'store', 'feed', 'sync', 'plugins', 'routes', 'demo', 'launch']
  const side = files.startsWith('client') ? layers : files.startsWith('server') ? serverLayers : []
  for (const layer of side) {
    if (!folders.includes(layer)) {
      patterns.push({
        regex: `^(\\.\\./)+${layer}/`,
        message: `This folder may not import from ${layer}/ (CONTRIBUTING.md, folder tour).`,
      })
    }
  }
  if (flat) {
    patterns.push({
      regex: '^\\.\\./(?!\\.\\./)',
      message: 'Features do not import each other; they meet in client/local data and client/app.',
    })
  }
  return {
    files: [files],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  }
}

const noFetch = [
  'error',
  { name: 'fetch', message: 'Only client/sync talks to the network.' },
  { name: 'EventSource', message: 'Only client/sync talks to the network.' },
  { name: 'XMLHttpRequest', message: 'Only client/sync talks to the network.' },
]

/** Where cookies are blocked, reading one of these throws and leaves an empty page. */
const forbiddable = {
  window: ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'BroadcastChannel'],
  navigator: ['serviceWorker', 'locks', 'storage', 'geolocation', 'permissions', 'cookieEnabled'],
  document: ['cookie'],
}
const throughBrowser = 'The browser may forbid it: read it through client/browser/globals.ts.'
const noForbiddableGlobals = forbiddable.window.map((name) => ({ name, message: throughBrowser }))
const noForbiddableProperties = Object.entries(forbiddable).flatMap(([object, names]) =>
  names.map((property) => ({ object, property, message: throughBrowser })),
)

export default ts.config(
  {
    ignores: [
      'dist/**',
      'data/**',
      'node_modules/**',
      'coverage/**',
      'client/public/**',
      '.tmp/**',
    ],
  },
  ...ts.configs.recommendedTypeChecked,
  ...vue.configs['flat/recommended'],
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', 'server/launch/*.mjs'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/require-await': 'off',
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: false } }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'vue/multi-word-component-names': 'error',
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/no-v-html': 'error',
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: ts.parser } },
    rules: { 'max-lines-per-function': 'off' },
  },
  folder('shared/**/*.ts', { allow: ['typebox', 'typebox/*'], folders: ['shared'] }),
  folder('client/ui/**/*.{ts,vue}', { allow: ['vue', 'vue-i18n'], folders: ['shared'] }),
  folder('client/map/**/*.{ts,vue}', {
    allow: ['vue', 'vue-i18n', 'leaflet', 'protomaps-leaflet'],
    folders: ['shared', 'ui'],
  }),
  folder('client/local/**/*.ts', { allow: ['idb', 'fflate'], folders: ['shared'] }),
  folder('client/sync/**/*.ts', { folders: ['shared', 'local'] }),
  folder('client/features/**/*.{ts,vue}', {
    allow: ['vue', 'pinia', 'vue-router', 'vue-i18n'],
    folders: ['shared', 'ui', 'map', 'local', 'sync'],
    flat: true,
  }),
  folder('client/app/**/*.{ts,vue}', {
    allow: ['vue', 'pinia', 'vue-router', 'vue-i18n', 'workbox-*', 'virtual:*'],
    folders: ['shared', 'ui', 'map', 'local', 'sync', 'features', 'app'],
  }),
  folder('client/service-worker/**/*.ts', { allow: ['workbox-*'], folders: ['shared'] }),
  {
    files: ['client/{ui,map,local,features,app}/**/*.{ts,vue}'],
    rules: {
      'no-restricted-globals': [...noFetch, ...noForbiddableGlobals],
      'no-restricted-properties': ['error', ...noForbiddableProperties],
    },
  },
  {
    files: ['client/sync/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...noForbiddableGlobals],
      'no-restricted-properties': ['error', ...noForbiddableProperties],
    },
  },
  folder('client/browser/**/*.ts', {}),
  folder('server/domain/**/*.ts', { allow: ['node:*'], folders: ['shared'] }),
  folder('server/store/**/*.ts', {
    allow: ['kysely', 'pg', 'node:*', 'sharp', 'pmtiles', '@node-rs/*'],
    folders: ['shared'],
  }),
  folder('server/feed/**/*.ts', { allow: ['node:*'], folders: ['shared', 'store'] }),
  folder('server/sync/**/*.ts', {
    allow: ['node:*', 'kysely', 'typebox', 'typebox/*'],
    folders: ['shared', 'domain', 'store', 'feed'],
  }),
  folder('server/backup/**/*.ts', {
    allow: ['node:*', 'pg', 'pg-copy-streams'],
    folders: ['shared', 'store'],
  }),
  folder('server/plugins/**/*.ts', {
    allow: ['fastify', '@fastify/*', 'node:*', 'prom-client', 'typebox', 'typebox/*'],
    folders: ['shared', 'sync', 'store', 'feed', 'domain'],
  }),
  folder('server/routes/**/*.ts', {
    allow: ['fastify', '@fastify/*', 'node:*', 'typebox', 'typebox/*'],
    folders: ['shared', 'sync', 'store', 'feed', 'domain', 'plugins'],
  }),
  {
    files: ['server/{launch,demo}/**', 'server/*.ts', 'tests/**', '*.config.*'],
    rules: { 'no-console': 'off' },
  },
  { files: ['*.config.{js,ts}'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['**/*.{js,mjs}'],
    ...ts.configs.disableTypeChecked,
  },
  {
    // The stories of the demo's walks: content, told as one list.
    files: ['server/demo/*/walk-*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['tests/**'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/unbound-method': 'off' },
  },
  prettier,
)
