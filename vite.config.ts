import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const repository = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root: 'client',
  plugins: [vue()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: ['chrome111', 'firefox114', 'safari16.4'],
    rollupOptions: { input: ['client/index.html', 'client/dashboard.html'] },
  },
  test: {
    root: repository,
    projects: [
      {
        extends: true,
        test: { name: 'unit', root: repository, include: ['tests/unit/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'server',
          root: repository,
          include: ['tests/server/**/*.test.ts'],
          globalSetup: ['tests/support/database-cluster.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          root: repository,
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/built-client.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
