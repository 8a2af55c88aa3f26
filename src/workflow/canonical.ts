import type { Json } from './json.ts'
import { UserError } from './user-error.ts'

/** Bounds on a text that comes from outside, checked before anything is built from it. */
type ParseLimits = {
  /** Longest text, in UTF-16 code units. */
  readonly length: number
  /** Deepest nesting of arrays and objects. */
  readonly depth: number
}

/** Room for a workflow of ten thousand states; far more than a person can read. */
const defaultLimits: ParseLimits = { length: 10_000_000, depth: 200 }

type Parsed = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly message: string }

/**
 * The one text of a JSON value: two spaces, one property a line, properties in the order of the object, a newline at the end.
 * Writers build their objects in a fixed order, so the same content is the same bytes. Throws on a number that JSON cannot hold.
 */
export function canonicalJson(value: Json): string {
  const text = JSON.stringify(
    value,
    (key, part: unknown) => {
      if (typeof part === 'number' && !Number.isFinite(part)) throw new UserError(`"${key}" is ${part}, which a file cannot hold`)
      return part
    },
    2,
  )
  return `${text}\n`
}

/**
 * Reads JSON that nobody has vouched for. Refuses what `JSON.parse` would let through in silence: a text or nesting beyond the limits,
 * the same property twice in one object, and the property `__proto__`.
 */
export function parseJson(text: string, limits: ParseLimits = defaultLimits): Parsed {
  if (text.length > limits.length) {
    return refuse(`The text is ${text.length} characters long; at most ${limits.length} are read.`)
  }
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  const nesting = scanNesting(content, limits.depth)
  if (nesting !== null) return refuse(nesting)
  try {
    return { ok: true, value: JSON.parse(content) as Json }
  } catch (error) {
    return refuse(`This is not JSON: ${describeSyntaxError(error, content)}`)
  }
}

function refuse(message: string): Parsed {
  return { ok: false, message }
}

/** One pass over the characters; on text that is not JSON it may see nothing, and `JSON.parse` then says what is wrong. */
function scanNesting(text: string, deepest: number): string | null {
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '{' || character === '[') {
      open.push(character === '{' ? new Set() : null)
      if (open.length > deepest)
        return `At ${lineAndColumn(text, at)} the nesting is deeper than ${deepest} levels, which no workflow needs.`
    } else if (character === '}' || character === ']') {
      open.pop()
    } else if (character === '"') {
      const end = endOfString(text, at)
      const keys = open.at(-1)
      if (keys && /^\s*:/.test(text.slice(end, end + 80))) {
        const fault = checkKey(text.slice(at, end), keys)
        if (fault !== null) return `At ${lineAndColumn(text, at)} ${fault}`
      }
      at = end - 1
    }
  }
  return null
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function checkKey(literal: string, keys: Set<string>): string | null {
  const key = literal.includes('\\') ? unescape(literal) : literal.slice(1, -1)
  if (key === '__proto__') return 'a property is called "__proto__", which JavaScript tools cannot hold; rename it.'
  if (keys.has(key)) return `the property "${key.slice(0, 60)}" stands twice in the same object; keep one of them.`
  keys.add(key)
  return null
}

function unescape(literal: string): string {
  try {
    return String(JSON.parse(literal))
  } catch {
    return literal
  }
}

function describeSyntaxError(error: unknown, text: string): string {
  const at = findSyntaxError(text)
  if (at === null) return error instanceof Error ? error.message : String(error)
  const found = at >= text.length ? 'the text ends too early' : `"${text.slice(at, at + 12).split('\n')[0]}" is not expected here`
  return `${found}, at ${lineAndColumn(text, at)}.`
}

const token = /\s*(?:([{}[\],:])|("[^"\\\n]*(?:\\.[^"\\\n]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y

/** Where the text stops being JSON. Engines word this differently, or not at all, so we look ourselves. */
function findSyntaxError(text: string): number | null {
  const open: string[] = []
  let expect: 'value' | 'key' | 'colon' | 'next' = 'value'
  let mayClose = false
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const start = token.lastIndex
    const [, mark, string] = token.exec(text) ?? []
    const at = start + (/^\s*/.exec(text.slice(start))?.[0].length ?? 0)
    if (token.lastIndex === 0) return expect === 'next' && open.length === 0 && at >= text.length ? null : at
    const closes: boolean = (mark === '}' || mark === ']') && open.at(-1) === (mark === '}' ? '{' : '[') && (mayClose || expect === 'next')
    if (closes) [expect, mayClose] = [open.pop() ? 'next' : 'value', false]
    else if (expect === 'value' && (mark === '{' || mark === '['))
      [expect, mayClose] = [open.push(mark) && mark === '{' ? 'key' : 'value', true]
    else if (expect === 'value' && mark === undefined) [expect, mayClose] = ['next', false]
    else if (expect === 'key' && string !== undefined) [expect, mayClose] = ['colon', false]
    else if (expect === 'colon' && mark === ':') expect = 'value'
    else if (expect === 'next' && mark === ',' && open.length > 0) expect = open.at(-1) === '{' ? 'key' : 'value'
    else return at
  }
  return expect === 'next' && open.length === 0 ? null : text.length
}

function lineAndColumn(text: string, at: number): string {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return `line ${line}, column ${at - before.lastIndexOf('\n')}`
}
