import { existsSync, readFileSync } from 'node:fs'

// The same engine without a browser around it: a journey takes a quarter less there.
const shell = '/usr/bin/chromium-headless-shell'

// One list with the command that prints a PDF.
const usual = JSON.parse(readFileSync(new URL('../src/cli/browsers.json', import.meta.url), 'utf8'))

/**
 * Path of a Chromium or Chrome on this machine, or null. `CHROMIUM_PATH` goes first, and is an error if it points nowhere. `whole`: one that keeps its storage
 * as a person's does, which the shell without a window does not when it is killed.
 */
export async function findBrowser({ whole = false } = {}) {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file.`)
    return named
  }
  const { chromium } = await import('playwright')
  return [...(whole ? [] : [shell]), chromium.executablePath(), ...usual].find((path) => path && existsSync(path)) ?? null
}

/** Quiet, offline, and without the sandbox only where root cannot have one. */
export const browserArgs = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]
