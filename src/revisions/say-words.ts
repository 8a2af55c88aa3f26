import { quote } from './say.ts'
import { diffWords } from './word-diff.ts'

/** More differences of words than this are counted, not told. */
const most = 6
/** Letters of one difference that are told. */
const longest = 200

/** A text that became another, with its words: `… are rewritten: “4” becomes “2”, and “by noon” is new`. The subject goes with its verb. */
export function rewritten(subject: string, before: string | undefined, after: string | undefined): string {
  if (before === undefined) return `${subject} new: ${quote(after ?? '', longest)}`
  if (after === undefined) return `${subject} removed (before: ${quote(before, longest)})`
  const told = differences(before, after)
  if (told.length === 0) return `${subject} rewritten (blanks or numbers of a list only)`
  const more = told.length > most ? [`${told.length - most} more`] : []
  const parts = [...told.slice(0, most), ...more]
  return `${subject} rewritten: ${parts.join(', ')}`
}

/** What differs, word by word; what stands between two differences by a blank or a sign only belongs to both. */
function differences(before: string, after: string): string[] {
  const told: { was: string; is: string }[] = []
  let open: { was: string; is: string } | null = null
  let between = ''
  for (const { kind, text } of diffWords(unnumbered(before), unnumbered(after))) {
    if (kind === 'same') {
      between = text
      if (/[\p{L}\p{N}]/u.test(text)) open = null
      continue
    }
    if (open === null) told.push((open = { was: '', is: '' }))
    else {
      open.was += between
      open.is += between
    }
    between = ''
    if (kind === 'removed') open.was += text
    else open.is += text
  }
  return told.flatMap(({ was, is }) => {
    const [old, fresh] = [was.trim(), is.trim()]
    if (old === fresh) return []
    if (old === '') return [`${quote(fresh, longest)} is new`]
    return fresh === '' ? [`${quote(old, longest)} is gone`] : [`${quote(old, longest)} becomes ${quote(fresh, longest)}`]
  })
}

/** Without the numbers of a list, which change with every item before: `2. Look` is `Look`. */
function unnumbered(text: string): string {
  return text.replace(/^[ \t]*\d{1,3}[.)][ \t]+/gm, '')
}
