/**
 * How well what was typed fits something with a title, from 0 (not at all) to 1 (it is the title). Over all groups of the palette: what is called so comes
 * before what begins so, before what has a word that begins so, before what holds it somewhere, before what only other words for it hold, before what
 * has the letters in this order.
 */
export function rankOf(typed: string, title: string, others: readonly string[] = []): number {
  const [wanted, name] = [plain(typed), plain(title)]
  if (wanted === '') return 1
  if (name === wanted) return 1
  if (name.startsWith(wanted)) return 0.9
  if (startsAWord(wanted, name)) return 0.8
  if (name.includes(wanted)) return 0.7
  if (others.some((other) => startsAWord(wanted, plain(other)))) return 0.5
  if (others.some((other) => plain(other).includes(wanted))) return 0.4
  return wanted.length > 2 && hasInOrder(wanted, name) ? 0.1 : 0
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}

function startsAWord(wanted: string, text: string): boolean {
  return ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')}`.includes(` ${wanted}`)
}

/** Whether the letters stand in the text in this order, each beginning a word or following the one before: `tfr` for "Tier one: first review". */
function hasInOrder(wanted: string, text: string): boolean {
  const letters = wanted.replaceAll(' ', '').split('')
  let at = -1
  return letters.every((letter) => {
    if (text[at + 1] === letter && at >= 0) at += 1
    else
      at = text
        .split('')
        .findIndex((other, index) => index > at && other === letter && (index === 0 || !/[\p{L}\p{N}]/u.test(text[index - 1] ?? '')))
    return at >= 0
  })
}
