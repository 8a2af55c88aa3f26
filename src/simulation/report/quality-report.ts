import { estimateSample } from './estimate-sample.ts'
import { estimate } from './estimate.ts'
import type { DecisionObservations, EndObservations, Observations, QualityObservations } from '../program/observations.ts'
import { decisionRole } from '../program/program.ts'
import type { Program } from '../program/program.ts'
import type { CheckReport, Num, QualityReport } from './report.ts'

type Many = readonly { readonly quality: QualityObservations; readonly measured: number }[]

/** Decision quality and harm over the replications of a program that asks for them. */
export function qualityReport(program: Program, observations: readonly Observations[]): QualityReport {
  const many = observations.flatMap(({ quality, measured }) => (quality ? [{ quality, measured }] : []))
  const table = program.quality!
  const all = many.map(({ quality }) => quality.all)
  const steps = Array.from(table.role, (role, step) => ({ role, step })).filter(({ role }) => role !== decisionRole.none)
  const together = (role: number) => {
    const own = steps.filter((step) => step.role === role)
    return own.length === 0 ? null : checkReport(many.map(({ quality }) => sumOf(own.map(({ step }) => quality.steps[step]!))))
  }
  return {
    ...endReport(program, many, ({ all: row }) => row),
    precision: share(all, violatingRemoved, (row) => row.violatingRemoved + row.harmlessRemoved),
    ends: {
      harmlessKept: total(all, ({ harmlessKept }) => harmlessKept),
      harmlessRemoved: total(all, ({ harmlessRemoved }) => harmlessRemoved),
      harmlessOther: total(all, ({ harmlessOther }) => harmlessOther),
      violatingKept: total(all, ({ violatingKept }) => violatingKept),
      violatingRemoved: total(all, violatingRemoved),
      violatingOther: total(all, ({ violatingOther }) => violatingOther),
    },
    decisions: total(many, ({ quality }) => total(quality.steps, decisionsOf)),
    steps: Object.fromEntries(steps.map(({ role, step }) => stepEntry(program, many, role, step))),
    segments: Object.fromEntries(
      program.names.segments.map((title, i) => [title, endReport(program, many, ({ segments }) => segments[i]!)]),
    ),
    foundByQa: together(decisionRole.qa),
    overturned: together(decisionRole.appeal),
    harm:
      table.curveViews.length === 0
        ? null
        : {
            views: estimateSample(many.map(({ quality }) => quality.views)),
            total: estimate(all.map(({ views }) => views)),
            prevented: share(
              all,
              ({ possible, views }) => possible - views,
              ({ possible }) => possible,
            ),
          },
  }
}

function endReport(program: Program, many: Many, of: (quality: QualityObservations) => EndObservations): QualityReport['segments'][string] {
  const rows = many.map(({ quality }) => of(quality))
  const violating = (row: EndObservations) => row.violatingKept + row.violatingRemoved
  const harmless = (row: EndObservations) => row.harmlessKept + row.harmlessRemoved
  const both = (row: EndObservations) => violating(row) + harmless(row)
  return {
    cases: total(rows, both),
    violating: share(rows, violating, both),
    wronglyRemoved: share(rows, ({ harmlessRemoved }) => harmlessRemoved, harmless),
    wronglyKept: share(rows, ({ violatingKept }) => violatingKept, violating),
    views:
      program.quality!.curveViews.length === 0
        ? null
        : {
            perCase: share(
              rows,
              ({ views }) => views,
              ({ seen }) => seen,
            ),
            perDay: estimate(many.map(({ quality, measured }) => (of(quality).views / measured) * 86400)),
          },
  }
}

function stepEntry(program: Program, many: Many, role: number, step: number): readonly [string, QualityReport['steps'][string]] {
  const rows = many.map(({ quality }) => quality.steps[step]!)
  const { path, title } = program.names.states[program.steps.state[step]!]!
  return [
    path,
    {
      title,
      decisions: total(rows, decisionsOf),
      wronglyRemoved: share(
        rows,
        ({ wronglyRemoved }) => wronglyRemoved,
        ({ harmless }) => harmless,
      ),
      wronglyKept: share(
        rows,
        ({ wronglyKept }) => wronglyKept,
        ({ violating }) => violating,
      ),
      check: role === decisionRole.review ? null : checkReport(rows),
    },
  ]
}

function checkReport(rows: readonly DecisionObservations[]): CheckReport {
  const checked = (row: DecisionObservations) => row.checked
  return {
    checked: total(rows, checked),
    changed: share(rows, ({ changed }) => changed, checked),
    faulty: share(rows, ({ faulty }) => faulty, checked),
    corrected: share(
      rows,
      ({ corrected }) => corrected,
      ({ faulty }) => faulty,
    ),
    spoilt: share(
      rows,
      ({ changed, corrected }) => changed - corrected,
      (row) => row.checked - row.faulty,
    ),
  }
}

const violatingRemoved = (row: EndObservations) => row.violatingRemoved
const decisionsOf = (row: DecisionObservations) => row.harmless + row.violating

/** A share by replication, with its interval; replications without a case to share are left out. */
function share<Row>(rows: readonly Row[], part: (row: Row) => number, whole: (row: Row) => number): Num {
  return estimate(rows.map((row) => part(row) / whole(row)))
}

function total<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0)
}

function sumOf(rows: readonly DecisionObservations[]): DecisionObservations {
  const add = (column: keyof DecisionObservations) => total(rows, (row) => row[column])
  return {
    harmless: add('harmless'),
    wronglyRemoved: add('wronglyRemoved'),
    violating: add('violating'),
    wronglyKept: add('wronglyKept'),
    checked: add('checked'),
    faulty: add('faulty'),
    changed: add('changed'),
    corrected: add('corrected'),
  }
}
