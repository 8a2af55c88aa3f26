// How much JavaScript the start page needs before anything shows, compressed; fails above the budget. `node scripts/size.mjs`, after a build.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** Bytes of JavaScript, compressed with gzip, with which the first page is drawn. */
export const budget = 250_000

const app = new URL('../dist/app/', import.meta.url)

/** The scripts that the page names and all that these import at once, with their size in bytes after gzip, largest first. */
export function initialScripts() {
  const page = readFileSync(new URL('index.html', app), 'utf8')
  const found = new Map()
  const add = (address) => {
    if (found.has(address.href)) return
    const text = readFileSync(address, 'utf8')
    found.set(address.href, { name: address.pathname.split('/').at(-1), bytes: gzipSync(text, { level: 9 }).length })
    for (const [, path] of text.matchAll(/(?:^|[;}])(?:import|export)\s*(?:[\w$*{},\s]+?\s*from\s*)?["'](\.\/[^"']+\.js)["']/g))
      add(new URL(path, address))
  }
  for (const [, path] of page.matchAll(/(?:src|href)="(\.\/assets\/[^"]+\.js)"/g)) add(new URL(path, app))
  return [...found.values()].sort((a, b) => b.bytes - a.bytes)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const scripts = initialScripts()
  const sum = scripts.reduce((total, { bytes }) => total + bytes, 0)
  for (const { name, bytes } of scripts) console.log(`${String(bytes).padStart(8)}  ${name}`)
  console.log(`${String(sum).padStart(8)}  of ${budget} bytes of JavaScript before the first page shows (gzip)`)
  process.exitCode = scripts.length > 0 && sum <= budget ? 0 : 1
}
