/** Months by the beginnings of their names, January first, in the languages of the house's users; accents are off, all is lower case. */
const beginnings: readonly (readonly string[])[] = [
  ['jan', 'gen', 'ene', 'sty'],
  ['feb', 'fev', 'lut'],
  ['mar', 'maa', 'mrz', 'mae'],
  ['apr', 'abr', 'avr', 'kwi'],
  ['may', 'mai', 'mag', 'mei', 'maj'],
  ['jun', 'juin', 'giu', 'cze'],
  ['jul', 'juil', 'lug', 'lip'],
  ['aug', 'aou', 'ago', 'sie'],
  ['sep', 'set', 'wrz'],
  ['oct', 'okt', 'ott', 'out', 'paz'],
  ['nov', 'lis'],
  ['dec', 'dez', 'dic', 'des', 'gru'],
]
const byBeginning = new Map(beginnings.flatMap((words, i) => words.map((word) => [word, i + 1] as const)))
const days =
  /^(mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|mie|jeu|jue|gio|ven|vie|sam|sab|dim|dom|ma|wo|za|zo|seg|ter|qua|qui|sex|pon|wto|sro|czw|pia|sob|nie)/

/** 1 to 12 by a month's name or its abbreviation, with or without a point, in English, German, French, Spanish, Italian, Dutch, Portuguese, Polish or Danish; null: no month. */
export function monthOf(text: string): number | null {
  const word = plain(text)
  if (word.length > 12) return null
  return byBeginning.get(word.slice(0, 4)) ?? byBeginning.get(word.slice(0, 3)) ?? null
}

/** Whether a word could be the name of a day of the week in one of these languages. */
export function isWeekday(text: string): boolean {
  return days.test(plain(text))
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')
    .toLowerCase()
}
