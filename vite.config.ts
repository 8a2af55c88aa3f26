import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { openFolder } from './src/workspace/folder.node.ts'
import { workspaceMiddleware } from './src/workspace/server.node.ts'

const workflows = process.env.GEMBA_WORKFLOWS ?? fileURLToPath(new URL('workflows', import.meta.url))

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
      for (const { path } of entries) this.emitFile({ type: 'asset', fileName: `samples/${path}`, source: (await files.readBytes(path)) ?? '' })
    },
  }
}

export default defineConfig({
  plugins: [react(), workspace()],
  base: './',
  define: { __VERSION__: JSON.stringify((JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string }).version) },
  worker: { format: 'es' },
  build: { rolldownOptions: { input: { index: 'index.html', inspect: 'inspect.html' } } },
  server: { host: '127.0.0.1', strictPort: true },
  preview: { host: '127.0.0.1', strictPort: true },
  test: {
    projects: [{ extends: true, test: { name: 'unit', environment: 'node', include: ['src/**/*.test.ts', 'tests/**/*.test.ts'], exclude: ['**/*.browser.test.ts', '**/node_modules/**'] } }],
  },
})
