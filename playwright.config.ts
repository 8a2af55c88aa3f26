import { defineConfig } from '@playwright/test'
import { browserArgs, findBrowser } from './scripts/browser.mjs'
import { folderAddress } from './scripts/ports.mjs'

const executablePath = await findBrowser()

export default defineConfig({
  testDir: 'tests/journeys',
  outputDir: 'test-results',
  timeout: 120_000,
  workers: 1,
  reporter: [['list']],
  use: {
    baseURL: folderAddress,
    launchOptions: { args: browserArgs, ...(executablePath ? { executablePath } : {}) },
    viewport: { width: 1440, height: 900 },
  },
  webServer: {
    command: 'node scripts/journey-server.mjs',
    url: folderAddress,
    reuseExistingServer: false,
    timeout: 60_000,
    stdout: 'ignore',
  },
})
