import type { CrewObservations, Observations } from '../program/observations.ts'
import type { Program } from '../program/program.ts'
import type { PoolReport } from './report.ts'

type PeopleReport = Pick<PoolReport, 'overtimeHours' | 'exposure' | 'members'>

/** What is reported of people one by one, means over replications; nothing where the people of the pool are alike. */
export function peopleReport(program: Program, many: readonly Observations[], pool: number): PeopleReport {
  const crews = many.flatMap(({ pools }) => pools[pool]!.crew ?? [])
  if (crews.length === 0) return {}
  const mean = (of: (crew: CrewObservations) => number) => crews.reduce((sum, crew) => sum + of(crew), 0) / crews.length
  const most = (of: (crew: CrewObservations) => number) => crews.reduce((largest, crew) => Math.max(largest, of(crew)), 0)
  return {
    overtimeHours: mean(({ overtime }) => overtime) / 3600,
    exposure: {
      perPersonMinutes: mean(({ exposurePerPerson }) => exposurePerPerson) / 60,
      mostPerShiftMinutes: most(({ mostInShift }) => mostInShift) / 60,
      mostPerWeekMinutes: most(({ mostInWeek }) => mostInWeek) / 60,
      budgetsReached: mean(({ budgetsReached }) => budgetsReached),
    },
    members: program.names.crews[pool]!.map((names, group) => {
      const of = (pick: (one: CrewObservations['groups'][number]) => number) => mean((crew) => pick(crew.groups[group]!))
      const cost = of((one) => one.cost)
      return {
        ...names,
        people: of(({ people }) => people),
        utilization: of(({ busy, present }) => (present === 0 ? 0 : busy / present)),
        exposureMinutes: of(({ exposure }) => exposure) / 60,
        cases: of(({ cases }) => cases),
        cost: Number.isNaN(cost) ? null : cost,
      }
    }),
  }
}

/** What a careful analyst would say of people one by one, one sentence each. */
export function peopleWarnings(program: Program, many: readonly Observations[]): string[] {
  return program.names.pools.flatMap(({ title }, pool) => {
    const { overtimeHours = 0, exposure } = peopleReport(program, many, pool)
    if (!exposure) return []
    const crews = many.flatMap(({ pools }) => pools[pool]!.crew ?? [])
    const present = crews.reduce((sum, { groups }) => sum + groups.reduce((all, group) => all + group.present, 0), 0) / crews.length / 3600
    const hopeless = crews.reduce((sum, crew) => sum + crew.hopeless, 0)
    const reached = exposure.budgetsReached
    return [
      ...(hopeless > 0
        ? [
            `${hopeless === 1 ? 'A case' : `${hopeless} cases`} came to ${title} that nobody there can take, whoever is on shift; unless a limit ends it, such a wait has no end.`,
          ]
        : []),
      ...(reached > 0
        ? [
            `People of ${title} used up their exposure budget ${reached < 10 ? Math.round(reached * 10) / 10 : Math.round(reached)} times in a run; sensitive cases then waited for others or for the next shift.`,
          ]
        : []),
      ...(overtimeHours > 0.05 * present
        ? [
            `People of ${title} work ${Math.round(overtimeHours * 10) / 10} hours beyond their shifts to finish what they began, ${Math.round((overtimeHours / present) * 100)} % of their time on shift.`,
          ]
        : []),
    ]
  })
}
