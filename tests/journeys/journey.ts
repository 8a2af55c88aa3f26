import { test as base, expect } from '@playwright/test'
import { folderAddress } from '../../scripts/ports.mjs'

/**
 * A journey: it begins with the samples and nothing else in the folder behind the page. At its end no page or worker may have broken the policy (what did is in `violations()`, which forgets it). The folder's server is told of pages,
 * workers and windows alike, in every browser of the test (scripts/journey-server.mjs); of the static build, whose policy is in the page alone, the console tells.
 */
export const test = base.extend<{ violations: () => Promise<readonly string[]> }>({
  violations: [
    async ({ context, request }, use) => {
      await request.post(`${folderAddress}/fresh`)
      let said: string[] = []
      context.on('console', (message) => {
        if (/Content Security Policy|document requires 'Trusted/i.test(message.text())) said.push(message.text())
      })
      const violations = async () => {
        const reported = (await (await request.get(`${folderAddress}/violations`)).json()) as string[]
        const all = [...reported, ...said]
        said = []
        return all
      }
      await use(violations)
      expect(await violations(), 'violations of the policy').toEqual([])
    },
    { auto: true },
  ],
})
