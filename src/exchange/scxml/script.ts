import type { Attribute } from '../../workflow/attribute.ts'
import { Code } from '../xstate/static-code.ts'
import { StaticValues } from '../xstate/static-value.ts'
import { expressionOf } from '../xstate/code-meaning.ts'
import { type Expression, parseSource } from '../xstate/syntax.ts'

/**
 * A script of SCXML's ECMAScript, parsed and never run: as an expression over the attributes (`condition`: one that is true or false), or, for `value`, as the JSON of a constant. Null where it says more than that.
 */
export async function readScript(
  script: string,
  attributes: readonly Attribute[],
  wanted: 'value' | 'condition' | 'value of the case',
): Promise<string | null> {
  // The names of attributes are taken out of the context, as a function of XState would.
  const source = `(({ context: { ${attributes.map(({ name }) => name).join(', ')} } }) => (${script}\n))`
  const node = await only(source)
  if (node === null) return null
  if (wanted === 'value') return constant(node)
  const file = await parseSource(source)
  return expressionOf(
    new Code('function', node, source, null),
    new StaticValues(file.program, source),
    attributes,
    wanted === 'condition' ? 'bool' : 'any',
  )
}

/** The function that the source is, if it is nothing else: no script can end it and begin something of its own. */
async function only(source: string): Promise<Expression | null> {
  try {
    const { body, directives } = (await parseSource(source)).program
    const [statement, ...more] = body
    if (statement?.type !== 'ExpressionStatement' || more.length > 0 || directives.length > 0) return null
    const inside = bare(statement.expression)
    return inside.type === 'ArrowFunctionExpression' ? inside : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function constant(node: Expression): string | null {
  const body = node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement' ? bare(node.body) : null
  if (body === null) return null
  const isMinus = body.type === 'UnaryExpression' && body.operator === '-'
  const literal = isMinus ? bare(body.argument) : body
  if (literal.type === 'NumericLiteral') return JSON.stringify(isMinus ? -literal.value : literal.value)
  return !isMinus && (literal.type === 'StringLiteral' || literal.type === 'BooleanLiteral') ? JSON.stringify(literal.value) : null
}

function bare(node: Expression): Expression {
  return node.type === 'ParenthesizedExpression' ? bare(node.expression) : node
}
