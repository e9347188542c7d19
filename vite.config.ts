import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { compileAtOnce } from './build/compile-at-once.ts'
import { keepOldAssets } from './build/keep-old-assets.ts'
import { packFiles } from './build/pack-files.ts'
import { plainSchemas } from './build/plain-schemas.ts'
import { startChunk } from './build/start-chunk.ts'
import { walkPrecache } from './build/walk-precache.ts'
import { writeJoinPages } from './build/write-join-pages.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`
const repository = here('.')
const precache = walkPrecache({ entry: 'index.html', worker: 'service-worker.js' })

/** Milliseconds for what will be so in a moment: as long as a browser waits, and not the second of vitest, which says more of the machine. */
const patience = 30_000

/** Tests that drive a real browser: each file has a server, a database and a browser of its own, which leave a core idle at times. */
const browserTests = (name: string) => ({
  extends: true as const,
  test: {
    name,
    root: repository,
    include: [`tests/${name}/**/*.test.ts`],
    globalSetup: ['tests/support/browser/built-client.ts'],
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
    compileAtOnce(/^(index|vue|leaflet|vector-layer|common|walk-screens|BaseMap)$/),
    ...(process.env['VITEST']
      ? []
      : [
          precache.collect,
          VitePWA({
            strategies: 'injectManifest',
            srcDir: 'service-worker',
            filename: 'service-worker.ts',
            injectRegister: false,
            manifest: false,
            injectManifest: {
              globPatterns: ['**/*'],
              globIgnores: ['**/*.{map,gz,br}', 'service-worker.js'],
              // Workbox only warns about large files and leaves them out; the check below makes it an error (I10).
              maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
              manifestTransforms: [precache.transform],
            },
          }),
          precache.check,
          writeJoinPages(),
          keepOldAssets({ days: 30 }),
          packFiles(),
        ]),
  ],
  resolve: {
    alias: [
      // Two packages whose bundles cannot be shaken; with their own sources the capture route is 30 KB lighter.
      { find: /^leaflet$/, replacement: here('client/map/leaflet-parts.js') },
      {
        find: /^protomaps-leaflet$/,
        replacement: here('node_modules/protomaps-leaflet/src/index.ts'),
      },
    ],
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
    // `keepOldAssets` clears instead: a tab that is still open may ask for the chunks it was built with.
    emptyOutDir: false,
    manifest: true,
    // The content security policy has no `data:`; files also cache better than text inside text.
    assetsInlineLimit: 0,
    // Browsers that know no `modulepreload` load the same files a little later.
    modulePreload: { polyfill: false },
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
          // Parts that change with a package and not with us: after most updates a phone need not load them again.
          groups: [
            { name: 'vue', test: /node_modules\/(vue|@vue|vue-router|pinia|vue-i18n|@intlify)\// },
            {
              name: 'leaflet',
              test: /node_modules\/leaflet\/src\/|client\/map\/(leaflet-parts|tiles\/map-flavour)/,
            },
            // One file less for whoever opens a join link; the page "Mig" shows some of it, too.
            {
              name: 'join',
              test: /client\/(features\/walk\/join\/|ui\/components\/(PrivacyText|InstallHint))/,
              includeDependenciesRecursively: false,
            },
            // What opens on top of map and details, together: alone, half of each would be what all of them repeat.
            {
              name: 'capture-parts',
              test: /client\/features\/(capture\/(details\/(OwnerPicker|SeverityPicker|EmergencyNotice)|place\/PlaceEditor|duplicates\/JoinExisting|draft\/LeaveDialog)|walk\/walk-map\/MapLayersDialog)\.vue/,
              includeDependenciesRecursively: false,
            },
            // Of walk app and desk, and too small for a file each.
            {
              name: 'badges',
              test: /client\/ui\/badges\/(SeverityBadge|StatusBadge|status-look)|shared\/municipality\/party/,
              includeDependenciesRecursively: false,
            },
            // English apart, and what draws on a map, which a join link does without.
            {
              name: startChunk('common', [
                here('client/app/walk-main.ts'),
                here('client/app/walk-pages/walk-screens.ts'),
              ]),
              minShareCount: 2,
              test: /\/(client|shared)\/(?!ui\/messages\/en|map\/(?!when-idle|last-view|position\/use-geolocation|tiles\/vector-code))|plugin-vue/,
            },
          ],
        },
      },
    },
  },
  server: {
    // The server of `npm run dev`, at the same PORT.
    proxy: { '/api': server, '/tiles': server },
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
          // Most of a test is waiting for a database or another process; left to itself vitest takes one worker on two cores.
          maxWorkers: 2,
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
