// Workers under test as one file each, as they are shipped: served module by module, each start of a worker fetches a hundred files and more.
import { rolldown } from 'rolldown'
import { kernelPlugin } from './kernel.mjs'

/** Serves each worker that a page under test starts bundled, made once. A plugin of Vite, for its server only. */
export function bundledWorkersPlugin() {
  const made = new Map()
  return {
    name: 'gemba-bundled-workers',
    enforce: 'pre',
    apply: 'serve',
    load(id) {
      const [file, query = ''] = id.split('?')
      if (!query.includes('worker_file') || !file.endsWith('.worker.ts')) return null
      if (!made.has(file)) made.set(file, bundle(file))
      return made.get(file)
    },
  }
}

async function bundle(file) {
  const bundled = await rolldown({ input: file, plugins: [kernelPlugin()], platform: 'browser' })
  try {
    const { output } = await bundled.generate({ format: 'esm', codeSplitting: false })
    return { code: output[0].code, map: null }
  } finally {
    await bundled.close()
  }
}
