import type { SqlTable } from './tables.ts'

/** A query that comes with Gemba. */
type ReadyQuery = {
  readonly id: string
  readonly title: string
  /** What it answers, and what its words mean. */
  readonly about: string
  /** Columns, and the tables where they are, that it reads beyond those that every event log has; of several names the first that is there. */
  readonly needs: readonly (readonly string[])[]
  /** `column`: which of the names is there. */
  readonly sql: (column: string) => string
}

/** A ready query for a history at hand, or why it is none for it. */
export type OfferedQuery = Pick<ReadyQuery, 'id' | 'title' | 'about'> & { readonly sql: string | null; readonly lacks: string | null }

const vendorNames = ['vendor', 'supplier', 'provider', 'partner', 'agency', 'team', 'workgroup', 'support_group', 'queue', 'pool']
const languageNames = ['language', 'lang', 'locale', 'content_language']

const library: readonly ReadyQuery[] = [
  {
    id: 'volume-by-hour',
    title: 'Volume by hour',
    about: 'Cases that arrived, by hour of the week (0 is Monday 00:00).',
    needs: [],
    sql: () => `select hour_of_week, count(*) as cases
from cases
group by hour_of_week
order by hour_of_week`,
  },
  {
    id: 'ageing',
    title: 'Ageing',
    about: 'Cases open on each Monday at 00:00, by how long ago they arrived.',
    needs: [],
    sql: () => `with mondays as (
  select unnest(generate_series(
    date_trunc('week', min(arrived_time)) + interval 7 day,
    max(coalesce(finished_time, arrived_time)),
    interval 7 day)) as monday
  from cases
)
select monday,
  count(*) as open_cases,
  count(*) filter (epoch(monday) - epoch(arrived_time) < 86400) as under_a_day,
  count(*) filter (epoch(monday) - epoch(arrived_time) >= 86400 and epoch(monday) - epoch(arrived_time) < 7 * 86400) as under_a_week,
  count(*) filter (epoch(monday) - epoch(arrived_time) >= 7 * 86400) as a_week_and_more
from mondays join cases
  on arrived_time <= monday and (finished_time is null or finished_time > monday)
group by monday
order by monday`,
  },
  {
    id: 'first-pass-yield',
    title: 'First-pass yield',
    about: 'Share of cases in which no step was done twice, by category.',
    needs: [['activity']],
    sql: () => `with passed as (
  select case_id, count(*) = count(distinct activity) as first_pass
  from rows group by case_id
)
select category, count(*) as cases,
  count(*) filter (first_pass) as first_pass,
  avg(first_pass::integer) as first_pass_yield
from cases join passed using (case_id)
group by category
order by cases desc, category`,
  },
  {
    id: 'rework',
    title: 'Rework',
    about: 'How often each step was done again in the same case.',
    needs: [['activity']],
    sql: () => `with visits as (
  select activity, case_id, count(*) as times
  from rows group by activity, case_id
)
select activity, count(*) as cases, sum(times) as rows,
  sum(times - 1) as repeats,
  avg((times > 1)::integer) as share_of_cases_repeated
from visits
group by activity
order by repeats desc, activity`,
  },
  {
    id: 'hand-offs',
    title: 'Hand-offs',
    about: 'How often cases went from one person to another, and how long they took.',
    needs: [['activity'], ['person']],
    sql: () => `with worked as (
  select case_id, person,
    lag(person) over (partition by case_id order by place) as before
  from rows where person is not null
), handed as (
  select case_id, count(*) filter (before <> person) as hand_offs
  from worked group by case_id
)
select hand_offs, count(*) as cases, median(lead_seconds) as median_lead_seconds
from handed join cases using (case_id)
group by hand_offs
order by hand_offs`,
  },
  {
    id: 'reopened',
    title: 'Reopened',
    about: 'Cases that went on after a step with which most of the cases that have it end.',
    needs: [['activity']],
    sql: () => `with placed as (
  select case_id, activity, place, end_seconds, row_count,
    lead(start_seconds) over (partition by case_id order by place) as next_start
  from rows join cases using (case_id)
), closing as (
  select activity from placed
  group by activity having avg((place = row_count)::integer) > 0.5
)
select activity as closed_with,
  count(distinct case_id) as cases,
  count(distinct case_id) filter (place < row_count) as reopened,
  count(distinct case_id) filter (place < row_count) / count(distinct case_id) as share_reopened,
  median(next_start - end_seconds) filter (place < row_count) as median_seconds_until
from placed semi join closing using (activity)
group by activity
order by reopened desc, activity`,
  },
  {
    id: 'by-vendor',
    title: 'By vendor',
    about: 'Rows, cases, handle time and wait of each vendor or team.',
    needs: [['activity'], vendorNames],
    sql: (column) => `select ${column}, count(*) as rows, count(distinct case_id) as cases,
  median(handle_seconds) as handle_p50_seconds,
  quantile_cont(handle_seconds, 0.9) as handle_p90_seconds,
  median(wait_seconds) as wait_p50_seconds,
  quantile_cont(wait_seconds, 0.9) as wait_p90_seconds
from rows
group by ${column}
order by rows desc, ${column}`,
  },
  {
    id: 'by-language',
    title: 'By language',
    about: 'Cases of each language and how long they took from arrival to end.',
    needs: [languageNames],
    sql: (column) => `select ${column}, count(*) as cases,
  median(lead_seconds) as lead_p50_seconds,
  quantile_cont(lead_seconds, 0.9) as lead_p90_seconds
from cases
group by ${column}
order by cases desc, ${column}`,
  },
  {
    id: 'overtaken',
    title: 'Overtaken',
    about: 'How often work began on a later case first: waits that no queue in order of arrival would have.',
    needs: [['activity']],
    sql: () => `with beside as (
  select activity, start_seconds,
    min(start_seconds) over (
      partition by activity order by enabled_seconds
      range between 0.001 following and unbounded following) as first_later
  from rows where start_seconds is not null
)
select activity, count(*) as rows,
  count(*) filter (first_later < start_seconds) as overtaken,
  coalesce(count(*) filter (first_later < start_seconds) / count(*), 0) as share_overtaken
from beside
group by activity
order by overtaken desc, activity`,
  },
  {
    id: 'overlap',
    title: 'Overlap',
    about: 'Rows that a person began before an earlier one of theirs had ended.',
    needs: [['activity'], ['person']],
    sql: () => `with beside as (
  select person, start_seconds,
    max(end_seconds) over (
      partition by person order by start_seconds, line
      rows between unbounded preceding and 1 preceding) as busy_until
  from rows
  where person is not null and start_seconds is not null and end_seconds > start_seconds
)
select person, count(*) as rows,
  count(*) filter (busy_until > start_seconds) as overlapping
from beside
group by person
order by overlapping desc, person`,
  },
  {
    id: 'outliers',
    title: 'Outliers',
    about: 'Rows that took longer than the third quartile of their step and three times its quartile range more, longest first.',
    needs: [['activity']],
    sql: () => `with fences as (
  select activity,
    quantile_cont(handle_seconds, 0.75)
      + 3 * (quantile_cont(handle_seconds, 0.75) - quantile_cont(handle_seconds, 0.25)) as fence_seconds
  from rows group by activity having count(handle_seconds) >= 20
)
select line, case_id, activity, start_time, handle_seconds, fence_seconds
from rows join fences using (activity)
where handle_seconds > fence_seconds
order by handle_seconds desc, line`,
  },
  {
    id: 'first-touch',
    title: 'Time to first touch',
    about: 'From the arrival of a case until a person first began work on it, by category; cases that no person touched are counted apart.',
    needs: [['activity'], ['person']],
    sql: () => `with touched as (
  select case_id, min(start_seconds) as first_touch
  from rows where person is not null group by case_id
)
select category, count(*) as cases, count(first_touch) as touched,
  median(first_touch - arrived_seconds) as touch_p50_seconds,
  quantile_cont(first_touch - arrived_seconds, 0.9) as touch_p90_seconds
from cases left join touched using (case_id)
group by category
order by cases desc, category`,
  },
]

/** The library beside these tables: each query with its text, or with what the history lacks for it. */
export function offeredQueries(tables: readonly SqlTable[]): OfferedQuery[] {
  const cases = tables.find(({ name }) => name === 'cases')
  const filled = new Set(
    tables.flatMap(({ columns }) => columns.filter((column) => column.type !== 'text' || column.values.length > 0).map(({ name }) => name)),
  )
  return library.map(({ id, title, about, needs, sql }) => {
    const found = needs.map((names) => names.find((name) => filled.has(name)))
    const missing = needs[found.indexOf(undefined)]
    if (cases && missing === undefined) return { id, title, about, sql: sql(found.at(-1) ?? ''), lacks: null }
    const lacks =
      missing === undefined ? 'It asks for cases, and this history has counts alone.' : `It asks for a column called ${missing[0]}.`
    return { id, title, about, sql: null, lacks }
  })
}

/** The names and titles of the library. */
export const readyQueries: readonly Pick<ReadyQuery, 'id' | 'title' | 'about'>[] = library
