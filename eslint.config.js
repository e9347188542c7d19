import { readFileSync, readdirSync } from 'node:fs'
import prettier from 'eslint-config-prettier'
import { createNodeResolver, importX } from 'eslint-plugin-import-x'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

/**
 * Which packages and which other folders each folder may import (CONTRIBUTING.md, "Folder tour"). Folders that are not
 * listed, such as `server/start`, put the parts together and may import everything.
 */
const layers = {
  shared: { packages: ['typebox', 'suncalc', '@mapbox/vector-tile', 'pbf'] },
  build: {
    packages: ['vite', 'vite-plugin-pwa', '@vitejs/plugin-vue', 'typescript', 'node:*'],
    folders: ['shared'],
  },
  'client/browser': {},
  'client/ui': {
    packages: [
      'vue',
      'vue-i18n',
      '@intlify/core-base',
      '@tmcw/togeojson',
      '@turf/simplify',
      '@xmldom/xmldom',
    ],
    folders: ['shared', 'client/browser'],
  },
  'client/map': {
    packages: ['vue', 'vue-i18n', 'leaflet', 'protomaps-leaflet', '@mapbox/*', 'pbf'],
    folders: ['shared', 'client/browser', 'client/ui'],
  },
  'client/local': { packages: ['idb', 'fflate'], folders: ['shared', 'client/browser'] },
  'client/sync': { folders: ['shared', 'client/browser', 'client/local'] },
  'client/features': {
    packages: ['vue', 'pinia', 'vue-router', 'vue-i18n', 'uqr'],
    folders: ['shared', ...clientFolders('browser', 'ui', 'map', 'local', 'sync')],
  },
  'client/app': {
    packages: ['vue', 'pinia', 'vue-router', 'vue-i18n', 'workbox-*'],
    folders: ['shared', ...clientFolders('browser', 'ui', 'map', 'local', 'sync', 'features')],
  },
  'client/service-worker': { packages: ['workbox-*'], folders: ['shared'] },
  'server/identity': { folders: ['shared'] },
  'server/store': {
    packages: ['kysely', 'pg', 'node:*', 'sharp', 'pmtiles', '@node-rs/*'],
    folders: ['shared'],
  },
  'server/embedded-postgres': { packages: ['node:*', 'pg'], folders: ['shared', 'server/store'] },
  'server/feed': { packages: ['node:*'], folders: ['shared', 'server/store'] },
  'server/sync': {
    packages: ['node:*', 'kysely', 'typebox'],
    folders: ['shared', ...serverFolders('identity', 'store', 'feed')],
  },
  'server/photos': {
    packages: ['node:*', 'kysely'],
    folders: ['shared', ...serverFolders('identity', 'store', 'feed')],
  },
  'server/jobs': {
    packages: ['node:*', 'kysely', 'pg-boss', 'typebox'],
    folders: [
      'shared',
      ...serverFolders('store', 'feed', 'photos', 'privacy', 'report', 'mail', 'web-push'),
    ],
  },
  'server/mail': {
    packages: ['node:*', 'kysely', 'nodemailer'],
    folders: ['shared', ...serverFolders('store', 'report')],
  },
  'server/web-push': {
    packages: ['node:*', 'kysely', 'web-push'],
    folders: ['shared', ...serverFolders('store', 'mail')],
  },
  'server/privacy': {
    packages: ['node:*', 'kysely'],
    folders: ['shared', ...serverFolders('identity', 'store', 'feed', 'sync')],
  },
  'server/paper': { packages: ['node:*', 'pdfkit', 'fontkit'], folders: ['shared'] },
  'server/invitation': {
    packages: ['node:*', 'ics', 'uqr'],
    folders: ['shared', 'server/paper'],
  },
  'server/report': {
    packages: ['node:*', 'docx', 'sharp', 'fflate', '@mapbox/vector-tile', 'pbf'],
    folders: ['shared', ...serverFolders('store', 'paper')],
  },
  'server/status-page': { packages: ['node:*'], folders: ['shared'] },
  'server/backup': {
    packages: ['node:*', 'pg', 'pg-copy-streams'],
    folders: ['shared', 'server/store'],
  },
  'server/http': {
    packages: ['fastify', '@fastify/*', 'node:*', 'prom-client', 'typebox', 'lru-cache'],
    folders: [
      'shared',
      ...serverFolders(
        'identity',
        'store',
        'feed',
        'sync',
        'photos',
        'privacy',
        'jobs',
        'invitation',
        'report',
        'status-page',
        'mail',
        'web-push',
      ),
    ],
  },
}

function clientFolders(...names) {
  return names.map((name) => `client/${name}`)
}

function serverFolders(...names) {
  return names.map((name) => `server/${name}`)
}

/** Every package that package.json names, so that a new one is allowed nowhere until somebody says where. */
const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
)
const packages = [
  'node:*',
  ...Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }),
]

const isCovered = (name, allowed) =>
  allowed.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one))

const asRegex = (name) => (name.endsWith('*') ? name.slice(0, -1) : `${name}(/|$)`)

const packageRules = Object.entries(layers).map(([folder, { packages: allowed = [] }]) => ({
  files: [`${folder}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(${packages
              .filter((name) => !isCovered(name, allowed))
              .map(asRegex)
              .join('|')})`,
            message: 'This folder may not use that package (CONTRIBUTING.md, folder tour).',
          },
        ],
      },
    ],
  },
}))

/** A layer may not import from any other folder of the code, unless its entry allows it. */
const closedFolders = Object.entries(layers).flatMap(([folder, { folders = [] }]) =>
  codeFolders()
    .filter((other) => other !== folder && !folders.includes(other))
    .map((other) => ({
      target: `./${folder}`,
      from: `./${other}`,
      message: `${folder}/ may not import from ${other}/ (CONTRIBUTING.md, folder tour).`,
    })),
)

const closedFeatures = foldersIn('client/features').map((feature) => ({
  target: `./${feature}`,
  from: './client/features',
  except: [`./${feature.split('/').at(-1)}`],
  message: 'Features do not import each other; they meet in client/local and client/app.',
}))

function codeFolders() {
  return ['shared', 'build', 'tests', ...foldersIn('client'), ...foldersIn('server')]
}

function foldersIn(folder) {
  return readdirSync(new URL(`${folder}/`, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${folder}/${name}`)
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

/** A getter that returns a new array differs from its last one each time it runs, so that the watcher would report changes that are none. */
const noWatchedLiteral = {
  selector:
    'CallExpression[callee.name="watch"] > ArrowFunctionExpression:first-child > :matches(ArrayExpression, ObjectExpression, TSAsExpression[expression.type="ArrayExpression"]).body',
  message: 'Watch an array of sources instead: watch([() => a, () => b], …).',
}

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
        projectService: { allowDefaultProject: ['eslint.config.js', 'server/start/*.mjs'] },
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
      'no-restricted-syntax': ['error', noWatchedLiteral],
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
  ...packageRules,
  {
    files: ['{shared,build,client,server}/**/*.{ts,vue}'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: [...closedFolders, ...closedFeatures] }],
    },
  },
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
  {
    files: ['server/{start,commands,demo}/**', 'build/**', 'server/*.ts', 'tests/**', '*.config.*'],
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
