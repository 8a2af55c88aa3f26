import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { browserArgs, findBrowser } from './scripts/browser.mjs'
import { bundledWorkersPlugin } from './scripts/bundled-workers.mjs'
import { nativeCore, nativeCorePlugin } from './scripts/native-core.mjs'
import app from './vite.config.ts'

const baseUi = [
  'tooltip',
  'tabs',
  'select',
  'radio-group',
  'radio',
  'progress',
  'popover',
  'menu',
  'dialog',
  'context-menu',
  'collapsible',
  'checkbox',
]
/** Bundled before the browser tests start: a package found in mid-run would reload the page under a test. */
const bundledFirst = [
  'react',
  'react-dom',
  'react-dom/client',
  'react/jsx-runtime',
  'react/jsx-dev-runtime',
  'lucide-react',
  'zod',
  'zustand',
  'zustand/vanilla',
  'xstate',
  '@xstate/react',
  '@xyflow/react',
  'comlink',
  'papaparse',
  '@marcbachmann/cel-js',
  'marked',
  'elkjs/lib/elk-api',
  'cmdk',
  '@statelyai/inspect',
  'idb',
  '@noble/hashes/utils.js',
  '@noble/hashes/sha2.js',
  'fast-check',
  ...baseUi.map((part) => `@base-ui/react/${part}`),
]

const executablePath = await findBrowser()
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: { args: browserArgs, ...(executablePath ? { executablePath } : {}) } }),
  instances: [{ browser: 'chromium' as const }],
})

/* The tests of `vitest run`: unit, browser and stories, each on what the app is built with. */
export default defineConfig((env) => ({
  ...app(env),
  test: {
    // One worker for each core: the default leaves one core to the reporter, which on two is half of them.
    maxWorkers: 2,
    projects: [
      {
        extends: true as const,
        plugins: [nativeCorePlugin()],
        test: {
          name: 'unit',
          isolate: false,
          environment: 'node' as const,
          setupFiles: ['tests/generate/seed.ts'],
          server: { deps: { external: [new RegExp(nativeCore)] } },
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'tests/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true as const,
        optimizeDeps: { include: bundledFirst },
        plugins: [bundledWorkersPlugin()],
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.ts', 'tests/**/*.browser.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          browser: browser(),
        },
      },
      {
        extends: true as const,
        optimizeDeps: { include: bundledFirst },
        plugins: [
          bundledWorkersPlugin(),
          storybookTest({ configDir: fileURLToPath(new URL('stories/.storybook', import.meta.url)), disableAddonDocs: true }),
        ],
        // One page for all of them: a second one would fetch and run the whole of the studio again, for no sooner end.
        test: { name: 'stories', isolate: false, testTimeout: 120_000, browser: { ...browser(), fileParallelism: false } },
      },
    ],
  },
}))
