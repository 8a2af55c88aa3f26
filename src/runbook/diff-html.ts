import { escapeXml, plainText } from '../exchange/escape.ts'
import type { Diff } from '../revisions/change.ts'
import {
  type ChangeLine,
  groupChanges,
  linesOf,
  summariseDiff,
  rulesHeading,
  sayJudged,
  trustHeading,
  trustWords,
  warningsHeading,
} from '../revisions/diff-text.ts'
import { sentence } from '../revisions/say.ts'

const style = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1.5rem}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
li{margin:.35rem 0}b{font-weight:600}.from{list-style:circle;margin-left:1.5rem}@media print{body{margin:0}}`

/** A diff as a single HTML file that runs nothing: its own security policy, every text escaped. */
export function writeDiffHtml(diff: Diff): string {
  const title = `${diff.base} → ${diff.head}`
  const groups = groupChanges(diff.changes).map(
    (group) => `<section><h2>${text(group.title)}</h2><ul>\n${linesOf(group.changes).map(item).join('\n')}\n</ul></section>`,
  )
  const list = (heading: string, lines: readonly string[]) =>
    `<section><h2>${heading}</h2><ul>\n${lines.map((line) => `<li>${text(line)}</li>`).join('\n')}\n</ul></section>`
  const warnings = diff.warnings?.length
    ? [
        list(
          warningsHeading,
          diff.warnings.map((warning) => warning.text),
        ),
      ]
    : []
  const rules = diff.rules?.length ? [list(rulesHeading, diff.rules.map(sayJudged))] : []
  const edits = diff.impact?.edits?.map((edit) => edit.text)
  const impact = [
    ...(diff.impact ? [list('Measured effect', diff.impact.text)] : []),
    ...(edits ? [list('Each edit beside all others', edits)] : []),
    ...(diff.impact ? [list(trustHeading, [trustWords(diff.impact)])] : []),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${text(title)}</h1>
<p>${text(summariseDiff(diff))}</p>
${[...warnings, ...rules, ...groups, ...impact].join('\n')}
</main>
</body>
</html>
`
}

function item({ kind, text: words, breaking, isCaused }: ChangeLine): string {
  return `<li${isCaused ? ' class="from"' : ''}><b>${kind}</b>: ${text(sentence(words))}${breaking ? ' <b>(breaking)</b>' : ''}</li>`
}

const text = (words: string) => escapeXml(plainText(words))
