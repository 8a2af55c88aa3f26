/**
 * Text that Markdown shows as it stands. Only a mark that would mean something where it stands is escaped, so that the source reads as if a person had written it. The text may stand at the
 * beginning of a line, beside other marked-up text, or in a cell of a table.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]()#+\-.!|~:@=&<>]/g, (mark, index: number) => {
    if (!isMarkup(mark, text.slice(0, index), text.slice(index + 1))) return mark
    return entities[mark] ?? `\\${mark}`
  })
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Whether a mark would mean something: told by what stands before and after it in the same text. */
function isMarkup(mark: string, before: string, after: string): boolean {
  const [last, next] = [before.slice(-1), after.slice(0, 1)]
  const isFirst = before.trim() === ''
  const isWord = (letter: string) => /[\p{L}\p{N}]/u.test(letter)
  switch (mark) {
    case '&':
      return /^(#\w+|\w+);/.test(after)
    case '<':
      return /^[A-Za-z/!?]/.test(after)
    case '>':
      return isFirst
    case '\\':
      return !/^[\p{L}\p{N} ]/u.test(after)
    case '*':
      return !(last === ' ' && next === ' ' && !isFirst)
    case '_':
      return !(isWord(last) && isWord(next))
    case '~':
      return !((last === '' || last === ' ') && isWord(next))
    case '[':
    case ']':
      return !arePlainBrackets(`${before}${mark}${after}`)
    case '.':
      return isNumberOf(before, after) || /www$/i.test(before)
    case ')':
      return isNumberOf(before, after)
    case '(':
      // Some readers do not see that the bracket before it is escaped.
      return last === ']'
    case '-':
    case '+':
      return isFirst && (next === '' || /[\s\-=|:+]/.test(next))
    case '=':
      return isFirst && /^=*\s*$/.test(after)
    case ':':
      return next === '/' || (isFirst && next === '-') || /(^|[^\p{L}])(https?|ftp|mailto|xmpp)$/iu.test(before)
    case '#':
      return isFirst ? /^#*(\s|$)/.test(after) : /[\s#]/.test(last) && /^#*\s*$/.test(after)
    case '!':
      return next === '['
    case '@':
      return /\S/.test(last) && /\S/.test(next)
    default:
      return true
  }
}

/** Brackets that open and close within the text, none of which could be the text of a link or a task's box. */
function arePlainBrackets(text: string): boolean {
  return /^[^[\]]+(\[[^[\]]+\](?![([:]|$)[^[\]]*)*$/.test(text)
}

/** The mark after the number of an ordered list. */
function isNumberOf(before: string, after: string): boolean {
  return /^\s*\d+$/.test(before) && (after === '' || /^\s/.test(after))
}
