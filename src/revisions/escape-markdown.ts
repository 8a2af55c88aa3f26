/** Text that Markdown shows as it stands: every character with a meaning is escaped, angle brackets and ampersands become entities. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#+\-.!|~:@=]/g, (letter, index: number, whole: string) =>
      needsEscape(letter, index, whole) ? `\\${letter}` : letter,
    )
}

/** Punctuation of plain prose stays readable: a dot, bracket, hyphen or colon is only escaped where it could start markup or a link. */
function needsEscape(letter: string, index: number, whole: string): boolean {
  const [before, after] = [whole[index - 1] ?? '', whole[index + 1] ?? '']
  if (letter === '.' || letter === ')')
    return (/\d/.test(before) && /^\s*\d+$/.test(whole.slice(0, index))) || (letter === '.' && /www$/i.test(whole.slice(0, index)))
  if (letter === '(') return before === ']'
  if (letter === '-' || letter === '+' || letter === '=') return whole.slice(0, index).trim() === ''
  if (letter === ':')
    return after === '/' || whole.slice(0, index).trim() === '' || /(^|[^\p{L}])(https?|ftp|mailto|xmpp)$/iu.test(whole.slice(0, index))
  if (letter === '#') return whole.slice(0, index).trim() === '' || before === '#'
  if (letter === '!') return after === '['
  if (letter === '@') return /\S/.test(before) && /\S/.test(after)
  return true
}
