import { readFileSync } from 'node:fs'
import { chromium } from 'playwright'
import { expect, test } from 'vitest'
import { browserArgs, findBrowser } from '../../scripts/browser.mjs'
import { writeTrainingHtml } from '../../src/runbook/training-html.ts'
import { composeTraining } from '../../src/runbook/training.ts'
import { ancestorsOf, titleOf, transitionsFrom } from '../../src/workflow/tree.ts'
import { publishedRevisions, publishedRunbooks } from './words.ts'

const of = (name: string) => publishedRunbooks.find(([one]) => one === name)![1]

test.each(publishedRunbooks)('%s: the right answer of each question on where a case goes is where the workflow leads', (name, runbook) => {
  const { workflow } = publishedRevisions.find((one) => name === `${one.workflow.header.workflow.id} ${one.version}`)!
  const { questions, pass } = composeTraining(runbook, null)
  expect(questions.length).toBeGreaterThan(5)
  expect(pass / questions.length).toBeGreaterThanOrEqual(0.8)
  let checked = 0
  for (const { text, answers, right } of questions) {
    expect(new Set(answers).size).toBe(answers.length)
    const [, title, outcome] = /^At “(.*?)” you decide “(.*?)”\. Where/.exec(text) ?? []
    if (title === undefined) continue
    const state = Object.values(workflow.states).find((one) => titleOf(one) === title)!
    const event = state.step!.outcomes.find((one) => one.title === outcome)!.event
    const way = [state, ...ancestorsOf(workflow, state.uid)]
      .flatMap(({ uid }) => transitionsFrom(workflow, uid))
      .find(({ trigger }) => trigger.kind === 'event' && trigger.event === event)
    expect(answers[right]).toBe(way?.targets.map((uid) => titleOf(workflow.states[uid]!)).join(' and '))
    checked++
  }
  expect(checked).toBeGreaterThan(0)
})

test('what a version changes is asked first: removals go to a second review since 1.1.0', () => {
  const { questions, digest } = composeTraining(of('abuse-reports 1.1.0'), of('abuse-reports 1.0.0'))
  const changed = questions.filter((one) => one.changed)
  expect(questions.slice(0, changed.length)).toEqual(changed)
  const removal = changed.find(({ text }) => text.includes('you decide “Remove”'))
  expect(removal?.answers[removal.right]).toBe('Second review')
  expect(composeTraining(of('abuse-reports 1.1.0'), of('abuse-reports 1.1.0')).questions.some((one) => one.changed)).toBe(false)
  expect(composeTraining(of('abuse-reports 1.1.0'), of('abuse-reports 1.0.0')).digest).toBe(digest)
})

test('the page runs by itself and gives a result that bears the hash of the version', async () => {
  const training = composeTraining(of('abuse-reports 1.1.0'), of('abuse-reports 1.0.0'))
  const executablePath = await findBrowser()
  const browser = await chromium.launch({ args: browserArgs, ...(executablePath ? { executablePath } : {}) })
  try {
    const page = await browser.newPage()
    await page.setContent(writeTrainingHtml(training))
    await page.getByLabel('Your name').fill('Ada Okafor')
    const answer = async (from: number) => {
      for (const [index, { right, answers }] of training.questions.entries())
        await page.locator(`input[name=q${index}][value="${index < from ? (right + 1) % answers.length : right}"]`).check()
      await page.getByRole('button', { name: 'Check my answers' }).click()
      return page.locator('output').textContent()
    }
    expect(await answer(training.questions.length)).toMatch(/^0 of \d+ right: not passed/)
    expect(await answer(1)).toBe(`${training.questions.length - 1} of ${training.questions.length} right: passed.`)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save the result' }).click()])
    expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject({
      gemba: 'training-result',
      version: '1.1.0',
      meaning: of('abuse-reports 1.1.0').control.hashes?.meaning,
      questions: training.digest,
      name: 'Ada Okafor',
      passed: true,
      right: training.questions.length - 1,
    })
  } finally {
    await browser.close()
  }
})
