import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { rename, startBrowser } from './browser.ts'

type Rounds = { readonly address: string; readonly rounds: number; readonly seed: number; readonly slug?: string; readonly log?: boolean }
/** What was seen: `faults` in sentences, how many edits were acknowledged, and how many kills came before an edit was. */
export type Seen = { readonly faults: string[]; acknowledged: number; midSave: number }

/**
 * Edits in a loop and kills the whole browser at a random moment, also between an edit and its save; opens the same profile again and compares:
 * the screen must show the last acknowledged name or a later one, nothing may be asked, since nobody else wrote, and the next edit must be kept.
 */
export async function killRounds({ address, rounds, seed, slug = 'appeals', log = false }: Rounds): Promise<Seen> {
  const profile = mkdtempSync(join(tmpdir(), 'gemba-profile-'))
  const seen: Seen = { faults: [], acknowledged: 0, midSave: 0 }
  const random = dice(seed)
  let acknowledged = -1
  let typed = -1
  try {
    for (let round = 0; round <= rounds; round++) {
      const { page, kill } = await startBrowser(profile)
      await page.goto(`${address}/#/${slug}/design`)
      await page.getByRole('treeitem').nth(1).waitFor({ timeout: 90_000 })
      await page.locator('[data-save="saved"], [data-save="conflict"]').waitFor({ timeout: 10_000 })
      if (round > 0) seen.faults.push(...(await faultsOf(page, seed, acknowledged, typed, round)))
      if (log && round % 25 === 0)
        console.log(`${round} of ${rounds} kills: ${seen.acknowledged} acknowledged, ${seen.faults.length} faults`)
      if (round === rounds) {
        await kill()
        break
      }
      const end = performance.now() + 400 + random() * 2600
      const killed = new Promise<void>((resolve) => setTimeout(resolve, end - performance.now())).then(kill)
      const work = (async () => {
        while (performance.now() < end) {
          await rename(page, nameOf(seed, ++typed))
          if (random() < 0.6) {
            await page.locator('[data-save="saved"]').waitFor({ timeout: 5000 })
            acknowledged = typed
            seen.acknowledged++
          } else seen.midSave++
        }
      })().catch(() => undefined)
      await Promise.all([killed, work])
    }
  } finally {
    try {
      rmSync(profile, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 })
    } catch {}
  }
  return seen
}

const nameOf = (seed: number, edit: number) => `K${seed} n${edit}`

async function faultsOf(page: Page, seed: number, acknowledged: number, typed: number, round: number): Promise<string[]> {
  const faults: string[] = []
  const state = await page.locator('[data-save]').first().getAttribute('data-save')
  if (state !== 'saved') faults.push(`round ${round}: the status is ${state}`)
  const shown =
    (await page
      .getByRole('treeitem', { name: /^(?!from )/ })
      .nth(1)
      .textContent()) ?? ''
  const number = Number(new RegExp(`K${seed} n(\\d+)`).exec(shown)?.[1] ?? -1)
  if (number < acknowledged) faults.push(`round ${round}: ${shown} is shown, ${nameOf(seed, acknowledged)} was acknowledged`)
  if (number > typed) faults.push(`round ${round}: ${shown} is shown, which nobody typed`)
  return faults
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
