import type { ExpressionTree } from '../../machine/evaluate-tree.ts'

/** How the constants and attributes of a condition are written. */
export type Script = {
  readonly attribute: (name: string) => string
  /** Whether comparisons carry a type, because the compiler refuses to compare two constants that differ. */
  readonly typed: boolean
}

/** A checked condition as an expression of JavaScript (or, typed, of TypeScript) with the same value for every case. */
export function scriptOf(tree: ExpressionTree, script: Script): string {
  const write = (part: ExpressionTree) => scriptOf(part, script)
  const operand = (part: ExpressionTree) => (isAlone(part) ? write(part) : `(${write(part)})`)
  switch (tree.op) {
    case 'constant':
      return JSON.stringify(tree.value)
    case 'attribute':
      return script.attribute(tree.name)
    case 'not':
      return `!${operand(tree.of)}`
    case 'negate':
      return `-${tree.of.op === 'attribute' ? write(tree.of) : `(${write(tree.of)})`}`
    case 'and':
    case 'or':
      return `${operand(tree.left)} ${tree.op === 'and' ? '&&' : '||'} ${operand(tree.right)}`
    case 'if':
      return `${operand(tree.condition)} ? ${operand(tree.whenTrue)} : ${operand(tree.whenFalse)}`
    case 'in':
      return `${JSON.stringify(tree.list)}.includes(${write(tree.of)})`
    case 'startsWith':
    case 'endsWith':
      return `${operand(tree.of)}.${tree.op}(${write(tree.text)})`
    case 'contains':
      return `${operand(tree.of)}.includes(${write(tree.text)})`
    case '==':
    case '!=':
      return `${script.typed ? `(${operand(tree.left)} as ${typeOf(tree.left)})` : operand(tree.left)} ${tree.op}= ${operand(tree.right)}`
    default:
      return `${operand(tree.left)} ${tree.op} ${operand(tree.right)}`
  }
}

function isAlone(tree: ExpressionTree): boolean {
  if (tree.op === 'constant') return typeof tree.value !== 'number' || tree.value >= 0
  return tree.op === 'attribute' || tree.op === 'in' || tree.op === 'startsWith' || tree.op === 'endsWith' || tree.op === 'contains'
}

/** An attribute is compared as what it is declared; only what is not an attribute says its type by itself. */
function typeOf(tree: ExpressionTree): string {
  switch (tree.op) {
    case 'constant':
      return typeof tree.value
    case 'attribute':
      return `Facts['${tree.name}']`
    case 'if':
      return typeOf(tree.whenTrue)
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
    case 'negate':
      return 'number'
    default:
      return 'boolean'
  }
}
