import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judge } from '../src/machine/problems.ts'
import { meaningHash, readWorkflow, writeWorkflow } from '../src/machine/workflow-file.ts'
import { diffWorkflows } from '../src/revisions/diff.ts'
import { type RuleRecord, rules } from '../src/workflow/rules/table.ts'
import type { Workflow } from '../src/workflow/workflow.ts'

const text = readFileSync(new URL('../workflows/abuse-reports/workflow.json', import.meta.url), 'utf8')

/** The sample with a rest that nothing leads to and one that nothing leaves, and rules switched off as its file would say it. */
function withRulesOff(rulesOff: unknown): ReturnType<typeof readWorkflow> {
  const file = JSON.parse(text)
  file.machine.meta = { ...file.machine.meta, rulesOff }
  file.machine.states.nowhere = { on: { GO: 'lost' } }
  file.machine.states.lost = { type: 'final', meta: { disposition: { restrictive: true } } }
  return readWorkflow(JSON.stringify(file))
}
function workflowOf(read: ReturnType<typeof readWorkflow>): Workflow {
  if (!read.ok) throw new Error(read.message)
  return read.workflow
}

test('the page of the rules says what the table says', async () => {
  const rows = Object.entries<RuleRecord>(rules).map(
    ([id, { severity, finds, needed }]) =>
      `| \`${id}\` | ${severity === 'either' ? 'error or warning' : severity} | ${finds} | ${severity === 'warning' ? 'yes' : `${severity === 'either' ? 'its warnings; errors not' : 'no'}: ${needed}`} |`,
  )
  const page = `# Rules

What a workflow is read with, on screen (Problems) and by \`gemba validate\`. This page is made from \`src/workflow/rules/table.ts\`: a test keeps it in step
(\`npx vitest run --project unit tests/rules.test.ts -u\` writes it anew). \`gemba validate --rules\` prints the same, with \`--json\` for programs.

A warning that is meant so is switched off in the workflow's file, with the reason, and \`gemba validate\` says so each time:

\`\`\`json
"machine": { "meta": { "rulesOff": { "unused-attribute": "The case system shows it to reviewers." } } }
\`\`\`

What a scenario is read with (\`--scenario\`) keeps a run from being wrong and cannot be switched off.

| rule | severity | finds | can be switched off |
|---|---|---|---|
${rows.join('\n')}
`
  await expect(page).toMatchFileSnapshot('../docs/rules.md')
})

test('a rule switched off with a reason is silent, and what it would have said is counted', () => {
  const loud = judge(workflowOf(withRulesOff({})))
  const lost = loud.problems.filter(({ rule }) => rule === 'unreachable-state').length
  expect(lost).toBeGreaterThan(0)
  const { problems, off } = judge(workflowOf(withRulesOff({ 'unreachable-state': 'Drawn ahead of the next release.' })))
  expect(off).toEqual([{ rule: 'unreachable-state', reason: 'Drawn ahead of the next release.', silenced: lost }])
  expect(problems).toEqual(loud.problems.filter(({ rule }) => rule !== 'unreachable-state'))
})

test('an error stays an error, and an id that no rule has is said', () => {
  const { problems, off } = judge(workflowOf(withRulesOff({ 'step-without-pool': 'later', 'unreachable-stat': 'a slip' })))
  expect(off).toEqual([])
  expect(problems.filter(({ rule }) => rule === 'rule-not-off').map(({ message }) => message)).toEqual([
    'The rule "step-without-pool" cannot be switched off: cases would wait for ever for work that nobody does.',
    'There is no rule "unreachable-stat" to switch off.',
  ])
})

test('the file keeps it to the byte, refuses it without a reason, and its meaning is the same', () => {
  const workflow = workflowOf(withRulesOff({ 'unreachable-state': 'Drawn ahead.' }))
  const written = writeWorkflow(workflow)
  expect(written).toContain('"rulesOff"')
  expect(workflow.states[workflow.header.workflow.root]?.extra?.['meta']).toBeUndefined()
  expect(writeWorkflow(workflowOf(readWorkflow(written)))).toBe(written)
  const before = workflowOf(readWorkflow(written.replace(/,?\s*"rulesOff": \{[^}]*\}/, '')))
  expect(before.header.workflow.rulesOff).toBeUndefined()
  expect(meaningHash(workflow)).toBe(meaningHash(before))
  expect(JSON.stringify(diffWorkflows(before, workflow))).toContain('Rules switched off is now unreachable-state (Drawn ahead.)')
  for (const wrong of [{ 'unreachable-state': ' ' }, ['unreachable-state'], 'all', { x: 1 }]) {
    expect(withRulesOff(wrong)).toMatchObject({ ok: false, message: expect.stringContaining('rulesOff') })
  }
})
