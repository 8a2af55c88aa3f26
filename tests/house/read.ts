import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync, Visitor } from 'rolldown/utils'

/** One file of `src` as the house test sees it: where it is, what it imports (types count), and where it reaches for a clock, dice or engine-made mathematics. */
export type SourceFile = { readonly path: string; readonly imports: readonly Import[]; readonly reaches: readonly Reach[] }
/** `target` is a path under `src` for our own files, else a package name. */
export type Import = { readonly target: string; readonly own: boolean }
export type Reach = { readonly what: string; readonly offset: number }

/** All TypeScript sources under a folder, by path relative to it. Tests are left out, and what is written in AssemblyScript. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.endsWith('.d.ts') && !path.includes('/assembly/'))
    .sort()
    .map((path) => readSource(path, readFileSync(join(folder, path), 'utf8')))
}

/** Reads one file's text. Throws if it does not parse, so that nothing passes unread. */
export function readSource(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text)
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
    MemberExpression: (node) => {
      if (node.object.type === 'Identifier' && node.property.type === 'Identifier' && !node.computed)
        reaches.push({ what: `${node.object.name}.${node.property.name}`, offset: node.start })
    },
  })
  visitor.visit(program)
  return { path, imports: [...new Set(specifiers)].map((specifier) => resolve(path, specifier)), reaches }
}

function resolve(from: string, specifier: string): Import {
  const bare = specifier.replace(/\?.*$/, '')
  if (bare.startsWith('.')) return { target: posix.normalize(posix.join(posix.dirname(from), bare)), own: true }
  const parts = bare.split('/')
  return { target: bare.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? bare), own: false }
}
