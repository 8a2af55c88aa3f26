import { useEffect, useState } from 'react'
import type { Verdict } from '../../safety/judge.ts'
import { arrivingIn, safetyFile } from '../../safety/beside.ts'
import { judgeRules } from '../../safety/judge.ts'
import { readSafetyRules, type SafetyRule, writeSafetyRules } from '../../safety/rule.ts'
import type { Scenario } from '../../simulation/model/scenario.ts'
import type { Workflow } from '../../workflow/workflow.ts'
import { fileBeside } from '../session/beside-file.ts'

/** The safety rules of the open workflow. */
export const rulesBeside = fileBeside<SafetyRule>({
  name: safetyFile,
  read: (text) => {
    const read = readSafetyRules(text)
    return read.ok ? { ok: true, records: read.rules } : read
  },
  write: writeSafetyRules,
})

/** Milliseconds without another edit before the rules are judged. */
const pause = 300

/** What the rules come to in a version; null while they are judged. */
export function useVerdicts(
  workflow: Workflow,
  rules: readonly SafetyRule[],
  scenarios: Readonly<Record<string, Scenario>>,
): readonly Verdict[] | null {
  const [judged, setJudged] = useState<{ readonly of: readonly unknown[]; readonly verdicts: readonly Verdict[] } | null>(null)
  useEffect(() => {
    const timer = setTimeout(
      () => setJudged({ of: [workflow, rules, scenarios], verdicts: judgeRules(workflow, rules, arrivingIn(Object.values(scenarios))) }),
      pause,
    )
    return () => clearTimeout(timer)
  }, [workflow, rules, scenarios])
  return judged?.of[0] === workflow && judged.of[1] === rules && judged.of[2] === scenarios ? judged.verdicts : null
}
