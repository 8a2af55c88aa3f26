/** Why a state may not have this key, as a sentence; null when it may. XState accepts most of these and then behaves oddly. */
export function keyFault(key: string): { readonly message: string; readonly why: string } | null {
  if (key === '') return { message: 'A state has no name.', why: 'No transition can lead to it.' }
  if (key.length > 64)
    return {
      message: `The name "${key.slice(0, 20)}…" is longer than 64 characters.`,
      why: 'Reports and targets that name it become unreadable.',
    }
  if (key === '__proto__')
    return { message: 'A state is called "__proto__".', why: 'XState loses the state, because JavaScript treats that name specially.' }
  if (key.includes('.'))
    return {
      message: `The name "${key}" contains a dot.`,
      why: 'XState reads a dot in a target as "the state inside", so targets and ids that name it break.',
    }
  if (key.includes('\\')) return { message: `The name "${key}" contains a backslash.`, why: 'XState drops it from targets that name it.' }
  if (key.startsWith('#')) return { message: `The name "${key}" begins with #.`, why: 'XState reads a target that begins with # as an id.' }
  if (/^\d+$/.test(key))
    return {
      message: `The name "${key}" is digits only.`,
      why: 'JavaScript moves such names to the front, which changes the order of the states.',
    }
  if (key.trim() !== key || /\p{Cc}/u.test(key))
    return {
      message: `The name "${key.trim()}" begins or ends with blank space, or holds a line break.`,
      why: 'Two names that look the same would be different.',
    }
  return null
}

/** A key near `wanted` that is allowed and not taken: `report`, `report2`, `report3`. */
export function freeKey(wanted: string, taken: ReadonlySet<string>): string {
  const base = keyFault(wanted) === null ? wanted : repairKey(wanted)
  if (!taken.has(base)) return base
  const stem = base.replace(/\d+$/, '') || 'state'
  for (let number = 2; ; number++) if (!taken.has(`${stem}${number}`)) return `${stem}${number}`
}

/** The nearest allowed key: dots and backslashes become hyphens, a leading # goes, digits only get an `s` before them. */
function repairKey(key: string): string {
  const plain = key
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[.\\]/g, '-')
    .replace(/^#+/, '')
    .trim()
    .slice(0, 60)
    .trim()
  if (plain === '' || plain === '__proto__') return 'state'
  return /^\d+$/.test(plain) ? `s${plain}` : plain
}
