import { escapeXml } from '../exchange/escape.ts'
import { sha256 } from '../workflow/hash.ts'
import { style } from './html-style.ts'
import { text } from './html-text.ts'
import type { Training } from './training.ts'

/** Counts the answers and gives a file with the result. It reads all it knows from the page. */
const script = `
const form = document.querySelector('form'), said = document.querySelector('output'), save = document.querySelector('#save')
let result = null
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const sets = [...form.querySelectorAll('fieldset')]
  const answers = sets.map((set) => Number(set.querySelector('input:checked').value))
  const right = sets.filter((set, index) => Number(set.dataset.right) === answers[index]).length
  sets.forEach((set, index) => { set.querySelector('.told').textContent = Number(set.dataset.right) === answers[index] ? 'Right.' : 'Not so. Right is: ' + set.querySelectorAll('label')[Number(set.dataset.right)].textContent.trim() })
  const { document: id, version, meaning, digest, pass } = form.dataset
  result = { gemba: 'training-result', format: 1, document: id, version, meaning, questions: digest, name: form.elements.name.value.trim(), at: new Date().toISOString(), right, of: sets.length, passed: right >= Number(pass), answers }
  said.textContent = right + ' of ' + sets.length + ' right: ' + (result.passed ? 'passed.' : 'not passed; ' + pass + ' are needed. Read the runbook again and retake it.')
  save.hidden = false
})
form.addEventListener('input', () => { result = null; save.hidden = true; said.textContent = '' })
save.addEventListener('click', () => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(result, null, 2) + '\\n'], { type: 'application/json' }))
  link.download = 'training-' + result.version + '-' + (result.name.replace(/[^\\p{L}\\p{N}]+/gu, '-') || 'result') + '.json'
  link.click()
})
`

const look = `fieldset{border:0;border-top:1px solid var(--line);margin:0;padding:16px 0}legend{font-weight:600;float:left;width:100%;margin-bottom:6px}legend+*{clear:both}label{display:block;padding:3px 0}.told{min-height:1.5em;margin:4px 0 0}
button,input[type=text]{font:inherit;padding:6px 12px;border:1px solid var(--strong);border-radius:4px;background:var(--ground);color:var(--text)}button{margin-inline-end:12px}:focus-visible{outline:2px solid var(--link);outline-offset:2px}`

/**
 * A training check as one HTML file that works without a network: questions, their count, and a result file that bears the hash of the version's meaning and the digest of the questions. Its policy lets
 * this one script run and nothing be loaded or sent. The right answers are in the page: it is a check for those who want to know, no examination.
 */
export function writeTrainingHtml({ title, documentId, version, meaning, questions, pass, digest }: Training): string {
  const changed = questions.filter((one) => one.changed).length
  const which = version ?? 'draft'
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${base64(sha256(script))}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeXml(title)} ${escapeXml(which)}: training check</title>
<style>${style}
${look}</style>
</head>
<body class="single">
<header>
<p class="kicker">Training check, ${version === null ? 'draft' : `version ${escapeXml(version)}`}</p>
<h1>${text(title)}</h1>
<p>${questions.length} questions${changed === 0 ? '' : `, ${changed} of them on what is new in this version`}; ${pass} right answers pass. The result file says for which version it is: <code>${escapeXml(meaning?.slice(0, 12) ?? 'draft')}</code>.</p>
</header>
<main>
<form data-document="${escapeXml(documentId)}" data-version="${escapeXml(which)}" data-meaning="${escapeXml(meaning ?? '')}" data-digest="${digest}" data-pass="${pass}">
<p><label>Your name <input type="text" name="name" required maxlength="100" autocomplete="name"></label></p>
${questions
  .map(
    (one, index) =>
      `<fieldset data-right="${one.right}"><legend>${index + 1}. ${text(one.text)}${one.changed ? ' <span class="kind">New</span>' : ''}</legend>${one.answers.map((answer, place) => `<label><input type="radio" name="q${index}" value="${place}" required> ${text(answer)}</label>`).join('')}<p class="told" role="status"></p></fieldset>`,
  )
  .join('\n')}
<p><button type="submit">Check my answers</button><button type="button" id="save" hidden>Save the result</button><output></output></p>
</form>
</main>
<script>${script}</script>
</body>
</html>
`
}

function base64(hex: string): string {
  return btoa(String.fromCharCode(...(hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16))))
}
