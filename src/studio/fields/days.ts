const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** Days of the week (1 = Monday) as people write them: `Mon–Fri`, `Sat, Sun`, `every day`. */
export function sayDays(days: readonly number[]): string {
  const sorted = [...new Set(days)].toSorted((a, b) => a - b)
  if (sorted.length === 7) return 'every day'
  const runs: number[][] = []
  for (const day of sorted) {
    const last = runs.at(-1)
    if (last && last.at(-1) === day - 1) last.push(day)
    else runs.push([day])
  }
  const name = (day: number | undefined) => names[(day ?? 1) - 1]
  return runs.map((run) => (run.length > 2 ? `${name(run[0])}–${name(run.at(-1))}` : run.map(name).join(', '))).join(', ')
}

/** Reads what `sayDays` writes, and full names; a range may run over the weekend (`Fri–Mon`). */
export function readDays(text: string): { readonly ok: true; readonly days: number[] } | { readonly ok: false; readonly message: string } {
  if (/^\s*(every day|daily|all)\s*$/i.test(text)) return { ok: true, days: [1, 2, 3, 4, 5, 6, 7] }
  const days = new Set<number>()
  for (const part of text
    .split(/[,;]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')) {
    const [from, to] = part.split(/\s*[–-]\s*/).map(dayOf)
    if (from === undefined || from === 0 || to === 0)
      return { ok: false, message: `“${part}” is no day; write days like Mon–Fri or Sat, Sun.` }
    for (let day = from; ; day = (day % 7) + 1) {
      days.add(day)
      if (day === (to ?? from)) break
    }
  }
  return days.size === 0
    ? { ok: false, message: 'Write at least one day, like Mon–Fri.' }
    : { ok: true, days: [...days].toSorted((a, b) => a - b) }
}

function dayOf(text: string): number {
  return text.length < 2
    ? 0
    : names.findIndex((name) => text.toLowerCase().startsWith(name.toLowerCase().slice(0, Math.min(3, text.length)))) + 1
}
