// The 224 million user reports that X received in the first half of 2024, through the moderation line, in a tab.
import { line, textOf } from '../bench-models.mjs'
import { finished, openPage, tabMemory } from './page.mjs'

/** Days from 1 January to 30 June 2024; a line takes 200 reports an hour. */
const days = 182
const perLine = 200 * 24 * days
const reports = 224e6

/**
 * The volume is spread over as many lines as it takes, side by side, each with its own people, as a large floor is: each line is one replication of half a
 * year, and the figures are those of a line with the spread between lines. `quick`: only the first twenty lines.
 */
export async function headline(folder, quick, say) {
  const lines = quick ? 20 : Math.ceil(reports / perLine)
  const { workflow, scenario } = line()
  const halfYear = { ...scenario, start: '2024-01-01T00:00:00', run: { days, warmup: 0, replications: lines, seed: 2024 } }
  const opened = await openPage(folder, { 'moderation-line': { workflow: textOf(workflow), scenario: textOf(halfYear) } })
  if (opened === null) return console.log('There is no Chromium here: `npx playwright install chromium`, or CHROMIUM_PATH names one.')
  const { page, browser } = opened
  try {
    await opened.show('moderation-line')
    const idle = await tabMemory(browser)
    const began = performance.now()
    await page.getByRole('button', { name: /^Run/ }).first().click()
    await page.getByRole('button', { name: 'Cancel the run', exact: true }).waitFor({ timeout: 30_000 })
    const watch = setInterval(() => say(`${Math.round((performance.now() - began) / 1000)} s`), 1000)
    await finished(page, 60)
    const seconds = (performance.now() - began) / 1000
    clearInterval(watch)
    say('')
    const text = await page
      .getByText(/came, .* were done/)
      .first()
      .textContent()
    const memory = await tabMemory(browser)
    const [came = 0, done = 0] = (text?.match(/[\d,. \u202f]+(?= (?:came|were done))/g) ?? []).map((number) =>
      Number(number.replaceAll(/\D/g, '')),
    )
    console.log(
      [
        `${lines} lines of 200 reports an hour for the ${days} days from 1 January 2024: ${came.toLocaleString('en')} reports came, ${done.toLocaleString('en')} were done.`,
        `The page says: ${text}`,
        `${(seconds / 60).toFixed(2)} minutes from Run to the whole result in ${browser.browserType().name()} ${browser.version()}; about ${((came * 3.93) / seconds / 1e6).toFixed(1)} million events a second.`,
        memory === null
          ? 'The system does not say how much memory the tab held.'
          : `The tab with its workers held ${(memory / 1e6).toFixed(0)} MB at most; ${((idle ?? 0) / 1e6).toFixed(0)} MB before Run.`,
      ].join('\n'),
    )
  } finally {
    await opened.close()
  }
}
