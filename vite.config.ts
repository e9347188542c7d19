import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { afterBuild } from './build/after-build.ts'
import { packageSources } from './build/package-sources.ts'
import { plainSchemas } from './build/plain-schemas.ts'
import { walkPrecache } from './build/precache.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`
const repository = here('.')

/** Milliseconds for what will be so in a moment: as long as a browser waits, and not the second of vitest, which says more of the machine. */
const patience = 30_000

/** Tests that drive a real browser: each file has a server, a database and a browser of its own. */
const browserTests = (name: string) => ({
  extends: true as const,
  test: {
    name,
    root: repository,
    include: [`tests/${name}/**/*.test.ts`],
    globalSetup: [
      'tests/support/browser/built-client.ts',
      'tests/support/databases/demo-cluster.ts',
    ],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: patience } },
  },
})

export default defineConfig({
  root: 'client',
  plugins: [
    vue(),
    plainSchemas(),
    ...(process.env['VITEST']
      ? []
      : [
          VitePWA({
            strategies: 'injectManifest',
            srcDir: 'service-worker',
            filename: 'service-worker.ts',
            injectRegister: false,
            manifest: false,
            injectManifest: {
              globPatterns: ['**/*'],
              globIgnores: ['**/*.{map,gz,br}', 'service-worker.js'],
              maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
              manifestTransforms: [
                walkPrecache({ folder: here('dist/client'), publicFolder: here('client/public') }),
              ],
            },
          }),
          afterBuild(),
        ]),
  ],
  resolve: {
    alias: packageSources,
  },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    // client/ui/language/compile-message.ts is in its place; tests hold the two against each other.
    ...(process.env['VITEST'] ? {} : { __INTLIFY_DROP_MESSAGE_COMPILER__: 'true' }),
  },
  build: {
    outDir: '../dist/client',
    // `afterBuild` clears instead: a tab that is still open may ask for the chunks it was built with.
    emptyOutDir: false,
    manifest: true,
    // The content security policy has no `data:`; files also cache better than text inside text.
    assetsInlineLimit: 0,
    // Browsers that know no `modulepreload` load the same files a little later.
    modulePreload: { polyfill: false },
    minify: 'terser',
    terserOptions: { compress: { passes: 3 }, module: true, ecma: 2020 },
    target: ['chrome111', 'firefox114', 'safari16.4'],
    rollupOptions: {
      input: ['client/index.html', 'client/dashboard.html'],
      // What protomaps-leaflet names and our map does not use; none of it does anything by being loaded.
      treeshake: {
        moduleSideEffects: (id) =>
          !/node_modules\/(protomaps-leaflet|pmtiles|@protomaps|color2k|potpack)\//.test(id),
      },
      output: {
        codeSplitting: {
          groups: [
            // Packages change less often than we do: after most updates a phone has these already.
            { name: 'vue', test: /node_modules\/(vue|@vue|vue-router|pinia|vue-i18n|@intlify)\// },
            { name: 'leaflet', test: /node_modules\/leaflet\// },
            // What both apps start with, in one file instead of dozens: a phone asks its worker for each. A join link comes without the map.
            {
              name: 'start',
              tags: ['$initial'],
              minShareCount: 2,
              test: /\/client\/(?!map\/|app\/desk\/|features\/(desk|session)\/)|\/shared\/(?!observation\/((triage|promises)\/|list-filters|printed-number)|text\/(typed-day|day-count))/,
            },
            // The desk and a leader's phone plan by the same rules and words; a file for each would be listed in every start.
            {
              name: 'planning',
              test: /\/shared\/(walk\/plan\/|text\/(typed-day|day-count))|\/client\/map\/box-view|\/messages\/(da|en)\/desk\/desk-plan|\/client\/ui\/plan\/use-(plan|people|duration)-words/,
            },
          ],
        },
      },
    },
  },
  server: {
    // The server of `npm run dev`, at the same PORT.
    proxy: { '/api': server, '/status': server, '/tiles': server },
  },
  test: {
    root: repository,
    projects: [
      {
        extends: true,
        // Properties with many runs share two cores with the other parts of `npm test`.
        test: {
          name: 'unit',
          root: repository,
          include: ['tests/unit/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          root: repository,
          include: ['tests/server/**/*.test.ts'],
          globalSetup: ['tests/support/databases/database-cluster.ts'],
          // Most of a test is waiting for a database or another process: with two files at a time, two cores are idle for a third of the run.
          maxWorkers: 3,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: patience } },
        },
      },
      browserTests('e2e'),
      browserTests('firefox'),
    ],
  },
})
