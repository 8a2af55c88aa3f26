/* How the page and the command line are built. What `npm start` installs suffices for it: what only tests need is in vitest.config.ts. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { kernelPlugin } from './scripts/kernel.mjs'
import { licencesPlugin } from './scripts/licences.mjs'
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

/** How long each plugin took is no news to whoever waits for `npm start`. */
const checks = { pluginTimings: false }

/** The page: everything from this origin, no inline script, no eval. */
const app: UserConfig = {
  plugins: [react(), contentSecurity(), workspace(), kernelPlugin(), licencesPlugin()],
  base: './',
  build: {
    outDir: 'dist/app',
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: { index: path('index.html'), inspect: path('inspect.html') }, checks },
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
      checks,
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

export default defineConfig(({ mode }) => ({
  ...(mode === 'cli' ? cli : app),
  define: { __VERSION__: JSON.stringify(version) },
  worker: { format: 'es' as const, plugins: () => [kernelPlugin()], rolldownOptions: { checks } },
  server: { host: '127.0.0.1', watch: { ignored: ['**/workflows/**', '**/dist/**'] } },
}))
