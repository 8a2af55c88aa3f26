/** A run of words that both texts share, or only one has. */
type WordRun = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }

/** Longer texts are told as removed and added whole: comparing them word by word would take too long. */
const longest = 3000

/** The two texts word by word, white space included: the runs that are the same or removed give `before`, those that are the same or added give `after`. */
export function diffWords(before: string, after: string): WordRun[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  if (a.length > longest || b.length > longest) return joined([...a.map(run('removed')), ...b.map(run('added'))])
  const width = b.length + 1
  const length = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] =
        a[i] === b[j]
          ? (length[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0)
    }
  }
  const runs: WordRun[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]]
    const common = left !== undefined && left === right
    const dropped =
      common || (left !== undefined && (right === undefined || (length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0)))
    runs.push(
      common ? { kind: 'same', text: left } : dropped ? { kind: 'removed', text: left ?? '' } : { kind: 'added', text: right ?? '' },
    )
    if (dropped) i++
    if (common || !dropped) j++
  }
  return joined(runs)
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []
}

function run(kind: WordRun['kind']): (text: string) => WordRun {
  return (text) => ({ kind, text })
}

function joined(runs: readonly WordRun[]): WordRun[] {
  const result: { kind: WordRun['kind']; text: string }[] = []
  for (const { kind, text } of runs) {
    const last = result.at(-1)
    if (last?.kind === kind) last.text += text
    else result.push({ kind, text })
  }
  return result
}
