import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import type { Plugin, UserConfig } from 'vite'
import { defineConfig } from 'vitest/config'
import { browserArgs, findBrowser } from './scripts/browser.mjs'
import { bundledWorkersPlugin } from './scripts/bundled-workers.mjs'
import { kernelPlugin } from './scripts/kernel.mjs'
import { licencesPlugin } from './scripts/licences.mjs'
import { nativeCore, nativeCorePlugin } from './scripts/native-core.mjs'
import { openFolder } from './src/workspace/folder.node.ts'
import { guardMiddleware, pagePolicy } from './src/workspace/headers.node.ts'
import { workspaceMiddleware } from './src/workspace/server.node.ts'

const path = (place: string) => fileURLToPath(new URL(place, import.meta.url))
const workflows = process.env.GEMBA_WORKFLOWS ?? path('workflows')
const { version } = JSON.parse(readFileSync(path('package.json'), 'utf8')) as { version: string }

/** Serves the workflows folder behind the page, and puts it beside the static build as read-only samples. */
function workspace(): Plugin {
  return {
    name: 'gemba-workspace',
    configureServer: (server) => void server.middlewares.use(workspaceMiddleware(workflows)),
    configurePreviewServer: (server) => void server.middlewares.use(workspaceMiddleware(workflows)),
    async generateBundle() {
      const files = openFolder(workflows)
      const entries = await files.list('')
      this.emitFile({ type: 'asset', fileName: 'samples/index.json', source: JSON.stringify(entries) })
      for (const entry of entries)
        this.emitFile({ type: 'asset', fileName: `samples/${entry.path}`, source: (await files.readBytes(entry.path)) ?? '' })
    },
  }
}

/** Puts the policy into the built pages, for hosts that send no headers, and into the headers of our own; the development server needs inline scripts. */
function contentSecurity(): Plugin {
  return {
    name: 'gemba-content-security',
    apply: (_, { command, isPreview }) => command === 'build' || isPreview === true,
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: pagePolicy }, injectTo: 'head-prepend' },
    ],
    configurePreviewServer: (server) => void server.middlewares.use(guardMiddleware),
  }
}

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

/** The page: everything from this origin, no inline script, no eval. */
const app: UserConfig = {
  plugins: [react(), contentSecurity(), workspace(), kernelPlugin(), licencesPlugin()],
  base: './',
  build: {
    outDir: 'dist/app',
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: { index: path('index.html'), inspect: path('inspect.html') } },
  },
  preview: { host: '127.0.0.1', cors: false },
}

/** The command line: one file for the command, one for what it does (tests call that again and again in one process), one for each kind of worker thread. */
const cli: UserConfig = {
  plugins: [kernelPlugin(), licencesPlugin()],
  publicDir: false,
  build: {
    outDir: 'dist/cli',
    ssr: true,
    target: 'node20',
    rolldownOptions: {
      input: {
        gemba: path('src/cli/gemba.ts'),
        main: path('src/cli/main.ts'),
        'engine.node': path('src/workers/engine.node.ts'),
        'layout-thread.node': path('src/workers/layout-thread.node.ts'),
        samples: path('workflows/generate.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true, external: ['elkjs', '@duckdb/node-api'] },
}

export default defineConfig(async ({ mode }) => {
  const executablePath = process.env.VITEST ? await findBrowser() : null
  const browser = () => ({
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions: { args: browserArgs, ...(executablePath ? { executablePath } : {}) } }),
    instances: [{ browser: 'chromium' as const }],
  })
  return {
    ...(mode === 'cli' ? cli : app),
    define: { __VERSION__: JSON.stringify(version) },
    worker: { format: 'es' as const, plugins: () => [kernelPlugin()] },
    server: { host: '127.0.0.1', watch: { ignored: ['**/workflows/**', '**/dist/**'] } },
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
          plugins: [bundledWorkersPlugin(), storybookTest({ configDir: path('stories/.storybook'), disableAddonDocs: true })],
          test: { name: 'stories', isolate: false, testTimeout: 120_000, browser: browser() },
        },
      ],
    },
  }
})
