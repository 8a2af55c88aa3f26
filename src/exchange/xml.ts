import { UserError } from '../workflow/user-error.ts'

/** An element of XML: its name without prefix and the namespace that the prefix stands for, its attributes as written, what lies in it, and its text. */
export type XmlElement = {
  readonly name: string
  readonly namespace: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}

type Open = {
  name: string
  namespace: string
  raw: string
  attributes: Map<string, string>
  children: XmlElement[]
  text: string
  spaces: ReadonlyMap<string, string>
}

const deepest = 200
const most = 200_000
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const token =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/\s*([^\s<>/]+)\s*>|<([^\s<>/!?=]+)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y

/** Reads a document of XML 1.0 into its root element. Declares nothing and fetches nothing: a document type is refused, and with it every entity but the five of XML. Throws a UserError that says what is wrong in which line. */
export function readXml(text: string): XmlElement {
  const top: Open = { name: '', namespace: '', raw: '', attributes: new Map(), children: [], text: '', spaces: new Map() }
  const open: Open[] = [top]
  let count = 0
  token.lastIndex = 0
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at
    const found = token.exec(text)
    if (!found)
      throw new UserError(
        `This XML cannot be read from line ${lineAt(text, at)} on${text.startsWith('<!DOCTYPE', at) ? ': it declares a document type, which is not read' : ''}.`,
      )
    const [, data, closing, name, inside = '', alone, words] = found
    const parent = open.at(-1) ?? top
    if (data !== undefined) parent.text += data
    else if (words !== undefined) parent.text += decode(words)
    else if (closing !== undefined) {
      if (open.length === 1 || parent.raw !== closing)
        throw new UserError(`This XML closes “${closing.slice(0, 40)}” in line ${lineAt(text, at)}, which is not open there.`)
      close(open)
    } else if (name !== undefined) {
      if (open.length > deepest || ++count > most)
        throw new UserError(`This XML has more elements than are read (${deepest} in each other, ${most} in all).`)
      open.push(begin(name, inside, parent))
      if (alone !== '') close(open)
    }
  }
  const [root, ...more] = top.children
  if (open.length > 1) throw new UserError(`This XML does not close “${open.at(-1)?.raw.slice(0, 40)}”.`)
  if (!root || more.length > 0 || top.text.trim() !== '') throw new UserError('This XML has not one element that holds all others.')
  return root
}

function begin(raw: string, inside: string, parent: Open): Open {
  const attributes = new Map(
    [...inside.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single]) => [
      name,
      decode(double ?? single ?? ''),
    ]),
  )
  const spaces = new Map(parent.spaces)
  for (const [name, value] of attributes) {
    if (name === 'xmlns') spaces.set('', value)
    else if (name.startsWith('xmlns:')) spaces.set(name.slice(6), value)
  }
  const colon = raw.indexOf(':')
  const prefix = colon < 0 ? '' : raw.slice(0, colon)
  return { raw, name: raw.slice(colon + 1), namespace: spaces.get(prefix) ?? '', attributes, children: [], text: '', spaces }
}

function close(open: Open[]): void {
  const done = open.pop()
  if (done) open.at(-1)?.children.push(done)
}

function decode(text: string): string {
  return text.replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}
