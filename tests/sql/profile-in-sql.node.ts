import { DuckDBInstance } from '@duckdb/node-api'

type Row = Readonly<Record<string, unknown>>

/**
 * The figures of `gemba profile --json`, asked of the file itself by DuckDB's own reader: nothing of the history room takes part. Times without an offset are UTC.
 * `zone`: the clock of the days; `arrived`: the column that says when a case arrived, where there is one.
 */
export async function profileInSql(path: string, zone: string, arrived?: string) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const ask = async (sql: string): Promise<Row[]> => (await connection.runAndReadAll(sql)).getRowObjectsJS()
  const numbers = async (sql: string) => (await ask(sql)).map((row) => Object.values(row).map(plain))
  await connection.run("SET TimeZone = 'UTC'")
  await connection.run(`create table read as select row_number() over () as line, * from read_csv('${path}', all_varchar = true)`)
  const headers = (await ask('describe read')).map((row) => String(row['column_name'])).filter((name) => name !== 'line')
  const all = headers.map((name) => `"${name}"`).join(', ')
  await connection.run(`create table once as
    select *, epoch(nullif(start, '')::timestamptz) as st, epoch(nullif("end", '')::timestamptz) as en,
      ${arrived === undefined ? 'null::double' : `epoch(nullif("${arrived}", '')::timestamptz)`} as came
    from (select min(line) as line, ${all} from read group by ${all})`)
  await connection.run(`create table placed as
    select *, coalesce(st, en) as began, coalesce(en, st) as done,
      row_number() over (partition by case_id order by coalesce(st, en), en, line) as place
    from once`)
  await connection.run(`create table kases as
    select case_id, least(min(came), min(began)) as arrived, max(done) as finished, max(done) - least(min(came), min(began)) as lead from placed group by case_id`)
  await connection.run(`create table waits as
    select row.line, row.activity, row.st - greatest(any_value(arrived), max(before.done)) as wait
    from placed row join kases using (case_id)
      left join placed before on before.case_id = row.case_id and before.place < row.place and before.done <= row.began
    where row.st is not null and (row.place > 1 or arrived < row.st)
    group by row.line, row.activity, row.st`)
  const spread = (value: string) =>
    `count(${value}), avg(${value}), quantile_cont(${value}, 0.5), quantile_cont(${value}, 0.9), coalesce(stddev_samp(ln(nullif(greatest(${value}, 0), 0))), 0)`
  const further = headers.filter(
    (name) => !['case_id', 'activity', 'start', 'end', 'resource', 'category', 'outcome', arrived].includes(name),
  )
  return {
    counts: (await numbers(`select count(*), count(distinct case_id), count(distinct nullif(resource, '')) from once`))[0],
    period: (await numbers(`select least(min(began), min(came)), max(greatest(coalesce(st, en), coalesce(en, st))) from placed`))[0],
    lead: (await numbers(`select ${spread('lead')} from kases`))[0],
    activities: await numbers(`select activity, count(*), count(distinct nullif(resource, '')) from once group by activity order by 1`),
    handle: await numbers(`select activity, ${spread('en - st')} from once where en >= st group by activity order by 1`),
    wait: await numbers(`select activity, ${spread('wait')} from waits group by activity order by 1`),
    mix: await numbers(`select coalesce(category, ''), count(*) from placed where place = 1 group by 1 order by 1`),
    daily: await numbers(
      `select strftime(timezone('${zone}', to_timestamp(arrived)), '%Y-%m-%d'), count(*) from kases group by 1 order by 1`,
    ),
    filled: await Promise.all(
      headers.map(async (name) => (await numbers(`select '${name}', count(nullif("${name}", ''))::integer from once`))[0]),
    ),
    attributes: Object.fromEntries(
      await Promise.all(
        further.map(async (name) => [
          name,
          await numbers(`select coalesce("${name}", ''), count(*) from placed where place = 1 group by 1 order by 1`),
        ]),
      ),
    ) as Record<string, (string | number | null)[][]>,
    censoring: (
      await numbers(`with last as (select max(done) as last from placed),
        middle as (select list_sort(list(arrived))[1 + len(list(arrived)) // 2] as middle from kases),
        p as (select quantile_cont(lead, 0.9) as p90 from kases, middle, last where arrived <= middle and finished <= last)
        select p90, (select count(*) from kases, last where arrived > last - p90) from p`)
    )[0],
  }
}

function plain(value: unknown): string | number | null {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'number' || typeof value === 'string' ? value : null
}
