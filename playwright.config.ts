import { defineConfig } from '@playwright/test'
import { browserArgs, findBrowser } from './scripts/browser.mjs'
import { folderAddress, pairs } from './scripts/ports.mjs'

const executablePath = await findBrowser()

const alone = ['**/busy.spec.ts', '**/big-history.spec.ts']

export default defineConfig({
  testDir: 'tests/journeys',
  outputDir: 'test-results',
  timeout: 120_000,
  // A machine that is busy with other work is no failure: nothing that a person would wait for is held to a clock here.
  expect: { timeout: 20_000 },
  workers: pairs,
  reporter: [['list']],
  use: {
    baseURL: folderAddress,
    launchOptions: { args: browserArgs, ...(executablePath ? { executablePath } : {}) },
    viewport: { width: 1440, height: 900 },
    // Nothing here looks at what moves; the processor draws each frame of it.
    contextOptions: { reducedMotion: 'reduce' },
  },
  // What measures the processor or the memory wants the machine for itself: `npm test` runs it after the others, one at a time.
  projects: [
    { name: 'together', testIgnore: alone },
    { name: 'alone', testMatch: alone },
  ],
  webServer: {
    command: 'node scripts/journey-server.mjs',
    url: folderAddress,
    reuseExistingServer: false,
    timeout: 180_000,
    stdout: 'ignore',
  },
})
