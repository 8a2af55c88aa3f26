import { sayList } from '../words/list.ts'
import { grid, line, linesOf, paragraph, type Part } from './document.ts'
import { referenceInline, referencesInline } from './inlines.ts'
import type { Runbook } from './runbook.ts'

/** Who answers for each step, who is asked before and told after. */
export function raciParts({ raci }: Runbook): Part[] {
  if (raci.length === 0) return []
  return [
    { type: 'title', level: 4, text: 'Who answers, is asked and is told', anchor: null },
    ...grid(
      ['Step', 'Responsible', 'Accountable', 'Consulted', 'Informed', 'Four eyes'],
      raci.map(({ steps, responsible, accountable, consulted, informed, fourEyes }) => ({
        anchor: null,
        cells: [
          [referencesInline(steps)],
          linesOf([sayList(responsible)]),
          linesOf([accountable]),
          linesOf([sayList(consulted)]),
          linesOf([sayList(informed)]),
          linesOf([fourEyes]),
        ],
      })),
    ),
  ]
}

/** Timers, escalations and failures, and whom to call with them. */
export function timerParts({ timers }: Runbook): Part[] {
  if (timers.length === 0) return [paragraph('No timers and no escalations.')]
  return grid(
    ['Where', 'When', 'If', 'Then to', 'Kind', 'Call'],
    timers.map(({ at, when, condition, targets, kind, contact }) => ({
      anchor: null,
      cells: [
        [[referenceInline(at)]],
        linesOf([when]),
        linesOf([condition]),
        [referencesInline(targets)],
        linesOf([kind]),
        linesOf([contact]),
      ],
    })),
  )
}

/** The targets whose clocks have a rule; nothing where none has. */
export function clockParts({ clocks }: Runbook): Part[] {
  if (clocks.length === 0) return []
  return [
    { type: 'title', level: 4, text: 'Clocks of the targets', anchor: null },
    ...grid(
      ['Step', 'Within', 'Starts', 'Pauses', 'Stops'],
      clocks.map(({ steps, target, rule }) => ({
        anchor: null,
        cells: [[referencesInline(steps)], linesOf([target]), linesOf([rule.starts]), linesOf(rule.pauses ?? []), linesOf([rule.stops])],
      })),
    ),
    { type: 'note', inside: line('Every other target runs from when the case comes to the step until it leaves it.') },
  ]
}
