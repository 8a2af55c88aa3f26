// Medians and tables.

/** Calls every function of a table `rounds` times, going round, so that a noisy minute hits all alike. Answers with lists of what they returned. */
export async function roundly(rounds, table, tell) {
  const found = Object.fromEntries(Object.keys(table).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const [name, call] of Object.entries(table)) {
      tell(`${name}, round ${round + 1} of ${rounds}`)
      try {
        found[name].push(await call(round))
      } catch (error) {
        tell(
          `${name} failed: ${String(error.message ?? error)
            .split('\n')
            .slice(0, 3)
            .join(' ')}`,
          true,
        )
      }
    }
  return found
}

/** The middle value (of an even number of values the upper one); NaN without any. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

/** Columns padded for a terminal: the first to the left, the others to the right. */
export function table(header, rows) {
  const all = [header, ...rows.map((row) => row.map(String))]
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))
  return all.map((row) => row.map(pad).join('  ').trimEnd()).join('\n')
}

/** A ratio beside what it must be: at least (`>=`) or at most (`<=`). */
export function judge(name, value, unit, sense, must, aim) {
  const good = (bound) => (sense === '>=' ? value >= bound : value <= bound)
  const verdict = !Number.isFinite(value) ? 'not measured' : good(aim) ? 'aim reached' : good(must) ? 'must reached' : 'NOT REACHED'
  const sign = sense === '>=' ? '≥' : '≤'
  return [
    name,
    Number.isFinite(value) ? `${Number(value.toPrecision(3))}${unit}` : '–',
    `${sign} ${must}${unit}`,
    `${sign} ${aim}${unit}`,
    verdict,
  ]
}
