type FileNode = Awaited<ReturnType<typeof parseSource>>
type Statement = FileNode['program']['body'][number]
/** An expression of the syntax tree. */
export type Expression = Extract<Statement, { type: 'ExpressionStatement' }>['expression']

/**
 * Parses TypeScript or JavaScript; nothing of it is run. The parser is loaded when it is first needed. Throws a `SyntaxError` whose message
 * names line and column.
 */
export async function parseSource(text: string) {
  const { parse } = await import('@babel/parser')
  return parse(text, {
    sourceType: 'unambiguous',
    errorRecovery: false,
    allowReturnOutsideFunction: true,
    plugins: ['typescript', 'jsx', 'decorators-legacy'],
  })
}

/** Line of a node, from 1. */
export function lineOf(node: { readonly loc?: { readonly start: { readonly line: number } } | null | undefined }): number {
  return node.loc?.start.line ?? 0
}

/** Calls `visit` for every node of the tree, parents first. */
export function eachNode(root: object, visit: (node: { readonly type: string }) => void): void {
  const open: object[] = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    if (isNode(node)) visit(node)
    const inside = Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
      key === 'loc' || key === 'extra' || key.endsWith('Comments') ? [] : Array.isArray(value) ? (value as unknown[]) : [value],
    )
    for (const value of inside.reverse()) if (typeof value === 'object' && value !== null) open.push(value)
  }
}

function isNode(value: object): value is { readonly type: string } {
  return 'type' in value && typeof value.type === 'string'
}
