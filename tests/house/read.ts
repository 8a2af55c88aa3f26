import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync, Visitor } from 'rolldown/utils'

/** One file of `src` as the house test sees it: where it is, what it imports (types count), and where it reaches for a clock, dice or engine-made mathematics. */
export type SourceFile = { readonly path: string; readonly imports: readonly Import[]; readonly reaches: readonly Reach[] }
/** `target` is a path under `src` for our own files, else a package name. */
export type Import = { readonly target: string; readonly own: boolean }
export type Reach = { readonly what: string; readonly offset: number }

/** All sources under a folder, those in AssemblyScript as well, by path relative to it. Tests are left out. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .sort()
    .map((path) => readSource(path, readFileSync(join(folder, path), 'utf8')))
}

/** AssemblyScript, which puts decorators before functions and declarations too and leaves the ending of a file out of its path. */
const isAssembly = (path: string) => path.includes('/assembly/')

/** Reads one file's text. Throws if it does not parse, so that nothing passes unread. */
export function readSource(path: string, text: string): SourceFile {
  const plain = isAssembly(path) ? text.replace(/^@\w+(\(.*?\))?/gm, (decorator) => ' '.repeat(decorator.length)) : text
  const { program, module, errors } = parseSync(path, plain)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const specifiers = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) => found.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ]
  const reaches: Reach[] = []
  const visitor = new Visitor({
    ImportExpression: (node) =>
      void (node.source.type === 'Literal' && typeof node.source.value === 'string' && specifiers.push(node.source.value)),
    TSImportType: (node) => void specifiers.push(node.source.value),
    NewExpression: (node) => {
      if (node.callee.type !== 'Identifier') return
      if (node.callee.name === 'Date' && node.arguments.length === 0) reaches.push({ what: 'new Date()', offset: node.start })
      const [first] = node.arguments
      if (node.callee.name === 'URL' && first?.type === 'Literal' && typeof first.value === 'string' && first.value.startsWith('.'))
        specifiers.push(first.value)
    },
    VariableDeclarator: ({ id, init, start }) => {
      if (id.type !== 'ObjectPattern' || init?.type !== 'Identifier') return
      for (const property of id.properties)
        if (property.type === 'RestElement') reaches.push({ what: `${init.name}.*`, offset: start })
        else if (property.key.type === 'Identifier') reaches.push({ what: `${init.name}.${property.key.name}`, offset: property.start })
    },
    BinaryExpression: (node) => {
      const isTwo = node.left.type === 'Literal' && node.left.value === 2
      if (node.operator === '**' && !isTwo) reaches.push({ what: '**', offset: node.start })
    },
    AssignmentExpression: (node) => {
      if (node.operator === '**=') reaches.push({ what: '**', offset: node.start })
    },
    MemberExpression: (node) => {
      const { object, property } = node
      if (node.computed && object.type === 'Identifier' && object.name === 'Math')
        reaches.push({ what: property.type === 'Literal' ? `Math.${property.value}` : 'Math.*', offset: node.start })
      if (node.object.type === 'Identifier' && node.property.type === 'Identifier' && !node.computed)
        reaches.push({ what: `${node.object.name}.${node.property.name}`, offset: node.start })
    },
  })
  visitor.visit(program)
  return { path, imports: [...new Set(specifiers)].map((specifier) => resolve(path, specifier)), reaches }
}

function resolve(from: string, specifier: string): Import {
  const bare = specifier.replace(/\?.*$/, '')
  if (bare.startsWith('.')) {
    const ending = isAssembly(from) && !bare.endsWith('.ts') ? '.ts' : ''
    return { target: posix.normalize(posix.join(posix.dirname(from), bare)) + ending, own: true }
  }
  const parts = bare.split('/')
  return { target: bare.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? bare), own: false }
}
