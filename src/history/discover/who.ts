import type { History } from '../history.ts'
import type { Traces } from './traces.ts'

/** Who does the work: by activity the number of its team, or null where mostly nobody is named; and the teams. */
export type Who = { readonly teamOf: readonly (number | null)[]; readonly teams: readonly Team[] }

/** People who do the same activities. `people`: what their names begin with, where most begin alike. */
export type Team = { readonly activities: readonly number[]; readonly people: string | null }

/** Two activities are one team's work from this likeness of their people on (cosine of their rows by person). */
const likeness = 0.5

/** Reviews and teams from who did what. An activity is a review if half of its rows name a person. */
export function whoDoes(history: History, { names, rows, activityOf }: Traces): Who {
  const byPerson = names.map(() => new Map<number, number>())
  for (let row = 0; row < history.rows; row++) {
    const activity = activityOf[history.activity.codes[row]!] ?? -1
    const person = history.resource.codes[row]!
    if (activity >= 0 && person >= 0) byPerson[activity]!.set(person, (byPerson[activity]!.get(person) ?? 0) + 1)
  }
  const named = byPerson.map((people) => [...people.values()].reduce((sum, n) => sum + n, 0))
  const length = byPerson.map((people) => Math.sqrt([...people.values()].reduce((sum, n) => sum + n * n, 0)))
  const teamOf: (number | null)[] = names.map(() => null)
  const teams: number[][] = []
  const reviews = names.map((_, activity) => activity).filter((activity) => named[activity]! * 2 >= rows[activity]! && named[activity]! > 0)
  for (const first of reviews) {
    if (teamOf[first] !== null) continue
    const team = [first]
    teamOf[first] = teams.push(team) - 1
    for (const member of team)
      for (const other of reviews)
        if (teamOf[other] === null && product(byPerson[member]!, byPerson[other]!) >= likeness * length[member]! * length[other]!) {
          teamOf[other] = teams.length - 1
          team.push(other)
        }
  }
  return {
    teamOf,
    teams: teams.map((activities) => ({
      activities,
      people: commonName(
        history,
        activities.map((activity) => byPerson[activity]!),
      ),
    })),
  }
}

function product(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  let sum = 0
  for (const [person, n] of a) sum += n * (b.get(person) ?? 0)
  return sum
}

/** `Clerk` for Clerk-000001 to Clerk-000005: the words before the number, where nine of ten rows of three or more people have them. */
function commonName(history: History, parts: readonly ReadonlyMap<number, number>[]): string | null {
  const stems = new Map<string, { rows: number; people: number }>()
  let all = 0
  for (const part of parts)
    for (const [person, rows] of part) {
      const stem = /^(\p{L}[\p{L} ]{2,})[ _#-]*\d+$/u.exec(history.resource.values[person]!)?.[1]?.trim() ?? ''
      const known = stems.get(stem) ?? { rows: 0, people: 0 }
      stems.set(stem, { rows: known.rows + rows, people: known.people + 1 })
      all += rows
    }
  const [most] = [...stems].filter(([stem]) => stem !== '').sort((a, b) => b[1].rows - a[1].rows)
  return most && most[1].people >= 3 && most[1].rows >= 0.9 * all ? most[0] : null
}
