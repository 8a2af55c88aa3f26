import type { ASTNode } from '@marcbachmann/cel-js'
import { builtIns, isVisits, sayBuiltIn, visitsOf } from './built-ins.ts'
import type { Attribute, AttributeValue } from '../workflow/attribute.ts'
import type { Arithmetic, Comparison, ExpressionTree, TextTest } from './evaluate-tree.ts'

/** What is wrong with an expression, and at which characters. */
export class ExpressionFault extends Error {
  readonly range: readonly [number, number]

  constructor(message: string, node: ASTNode) {
    super(message)
    this.range = [node.range.start, node.range.end]
  }
}

type Type = 'bool' | 'number' | 'string'
/** `values`: the only texts it can be, for an enum attribute or a constant among which it is chosen. */
type Typed = { readonly type: Type; readonly tree: ExpressionTree; readonly values?: readonly string[] }
type Attributes = ReadonlyMap<string, Attribute>

const words: Record<Type, string> = { bool: 'a condition', number: 'a number', string: 'a text' }
const comparisons: readonly string[] = ['==', '!=', '<', '<=', '>', '>=']
const arithmetic: readonly string[] = ['+', '-', '*', '/', '%']
const textTests: readonly string[] = ['startsWith', 'endsWith', 'contains']

/** The type and tree of a parsed expression. Throws an ExpressionFault at what is unknown, ill-typed, or outside the part of CEL that Gemba takes. */
export function checkNode(node: ASTNode, attributes: Attributes): Typed {
  const check = (part: ASTNode) => checkNode(part, attributes)
  switch (node.op) {
    case 'value':
      return checkConstant(node)
    case 'id':
      return checkAttribute(node, node.args, attributes)
    case '!_':
      return { type: 'bool', tree: { op: 'not', of: expect(node.args, 'bool', attributes).tree } }
    case '-_':
      return checkNegation(node.args, attributes)
    case '&&':
    case '||':
      return {
        type: 'bool',
        tree: {
          op: node.op === '&&' ? 'and' : 'or',
          left: expect(node.args[0], 'bool', attributes).tree,
          right: expect(node.args[1], 'bool', attributes).tree,
        },
      }
    case '?:':
      return checkChoice(node, expect(node.args[0], 'bool', attributes), check(node.args[1]), check(node.args[2]))
    case 'in':
      return checkMembership(node, check(node.args[0]), node.args[1])
    case 'rcall':
      return checkTextTest(node, node.args, attributes)
    case 'call':
      return checkCall(node, node.args[0], node.args[1], attributes)
    case '.':
    case '[]':
      throw new ExpressionFault('Attributes have no parts; name an attribute by itself.', node)
    case 'list':
    case 'map':
      throw new ExpressionFault('A list may only stand after "in".', node)
    default:
      if (comparisons.includes(node.op)) return checkComparison(node as Binary, check)
      if (arithmetic.includes(node.op)) return checkArithmetic(node as Binary, attributes)
      throw new ExpressionFault(`"${node.op}" is not available in conditions.`, node)
  }
}

type Binary = Extract<ASTNode, { op: '==' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' }>

function expect(node: ASTNode, type: Type, attributes: Attributes): Typed {
  const found = checkNode(node, attributes)
  if (found.type !== type) throw new ExpressionFault(`Here ${words[type]} is needed, but this is ${words[found.type]}.`, node)
  return found
}

function checkConstant(node: Extract<ASTNode, { op: 'value' }>): Typed {
  const value = constantOf(node)
  const tree: ExpressionTree = { op: 'constant', value }
  if (typeof value === 'string') return { type: 'string', tree, values: [value] }
  return { type: typeof value === 'number' ? 'number' : 'bool', tree }
}

function constantOf(node: Extract<ASTNode, { op: 'value' }>): AttributeValue {
  const value: unknown = node.args
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new ExpressionFault('This number is too large.', node)
    return value
  }
  if (typeof value === 'string' || typeof value === 'boolean') return value
  throw new ExpressionFault(
    value === null
      ? 'An attribute always has a value, so null is never met.'
      : 'Only numbers, texts in quotes, true and false can be constants.',
    node,
  )
}

function checkAttribute(node: ASTNode, name: string, attributes: Attributes): Typed {
  const attribute = attributes.get(name)
  if (!attribute) {
    if (builtIns.includes(name)) throw new ExpressionFault(sayBuiltIn(name), node)
    const near = closest(name, [...attributes.keys()])
    throw new ExpressionFault(
      `There is no attribute "${name}"${near === null ? '; add it to the case attributes' : `; did you mean "${near}"?`}`,
      node,
    )
  }
  const tree: ExpressionTree = { op: 'attribute', name }
  if (attribute.type === 'enum') return { type: 'string', tree, values: attribute.values }
  return { type: attribute.type === 'number' ? 'number' : 'bool', tree }
}

/** The one function: `visits("uid")`, where it stands among the attributes. */
function checkCall(node: ASTNode, name: string, parameters: readonly ASTNode[], attributes: Attributes): Typed {
  if (name !== 'visits')
    throw new ExpressionFault(`The function "${name}" is not available; conditions compare attributes with constants.`, node)
  if (attributes.has('visits'))
    throw new ExpressionFault(
      '"visits" is an attribute of this workflow, which stands before the function of the same name; rename it.',
      node,
    )
  if (![...attributes.keys()].some(isVisits)) throw new ExpressionFault(sayBuiltIn(name), node)
  const [of, ...more] = parameters
  const uid = of?.op === 'value' && typeof of.args === 'string' && more.length === 0 ? of.args : null
  if (uid === null) throw new ExpressionFault('Write visits("…") with the uid of one step in quotes.', node)
  if (!attributes.has(visitsOf(uid))) throw new ExpressionFault(`There is no step with the uid "${uid}".`, node)
  return { type: 'number', tree: { op: 'attribute', name: visitsOf(uid) } }
}

function checkNegation(node: ASTNode, attributes: Attributes): Typed {
  const { tree } = expect(node, 'number', attributes)
  // JSON has no -0, so a negated zero stays a negation.
  const folds = tree.op === 'constant' && typeof tree.value === 'number' && tree.value !== 0
  return { type: 'number', tree: folds ? { op: 'constant', value: -Number(tree.value) } : { op: 'negate', of: tree } }
}

function checkChoice(node: ASTNode, condition: Typed, then: Typed, otherwise: Typed): Typed {
  if (then.type !== otherwise.type)
    throw new ExpressionFault(`One branch is ${words[then.type]}, the other ${words[otherwise.type]}; both must be of one type.`, node)
  const tree: ExpressionTree = { op: 'if', condition: condition.tree, whenTrue: then.tree, whenFalse: otherwise.tree }
  if (!then.values || !otherwise.values) return { type: then.type, tree }
  return { type: then.type, tree, values: [...new Set([...then.values, ...otherwise.values])] }
}

function checkComparison(node: Binary, check: (part: ASTNode) => Typed): Typed {
  const [leftNode, rightNode] = node.args
  const [left, right] = [check(leftNode), check(rightNode)]
  if (left.type !== right.type) throw new ExpressionFault(`${capital(words[left.type])} is compared with ${words[right.type]}.`, node)
  const op = node.op as Comparison
  if (op !== '==' && op !== '!=' && left.type !== 'number')
    throw new ExpressionFault(`"${op}" compares numbers; compare ${words[left.type]} with == or !=.`, node)
  checkKnownText(leftNode, left, right)
  checkKnownText(rightNode, right, left)
  return { type: 'bool', tree: { op, left: left.tree, right: right.tree } }
}

function checkArithmetic(node: Binary, attributes: Attributes): Typed {
  const op = node.op as Arithmetic
  const [left, right] = [expect(node.args[0], 'number', attributes), expect(node.args[1], 'number', attributes)]
  return { type: 'number', tree: { op, left: left.tree, right: right.tree } }
}

function checkMembership(node: ASTNode, of: Typed, list: ASTNode): Typed {
  if (list.op !== 'list') throw new ExpressionFault('After "in" stands a list of constants, such as ["high", "medium"].', list)
  const values = list.args.map((element) => {
    const constant =
      element.op === '-_' && element.args.op === 'value' ? -Number(element.args.args) : element.op === 'value' ? constantOf(element) : null
    if (constant === null) throw new ExpressionFault('The list after "in" holds constants only.', element)
    const type: Type = typeof constant === 'number' ? 'number' : typeof constant === 'string' ? 'string' : 'bool'
    if (type !== of.type) throw new ExpressionFault(`${capital(words[of.type])} is looked for, but this is ${words[type]}.`, element)
    if (typeof constant === 'string') checkKnownText(element, { type, tree: { op: 'constant', value: constant }, values: [constant] }, of)
    return constant
  })
  if (values.length === 0) throw new ExpressionFault('The list after "in" is empty, so this never holds.', node)
  return { type: 'bool', tree: { op: 'in', of: of.tree, list: values } }
}

/** A constant compared with an enum attribute must be one of its values: a misspelt one would never hold, in silence. */
function checkKnownText(node: ASTNode, constant: Typed, other: Typed): void {
  if (constant.tree.op !== 'constant' || typeof constant.tree.value !== 'string' || other.tree.op === 'constant' || !other.values) return
  const { value } = constant.tree
  if (other.values.includes(value)) return
  const near = closest(value, other.values)
  const choices = other.values
    .slice(0, 8)
    .map((known) => `"${known}"`)
    .join(', ')
  const subject = other.tree.op === 'attribute' ? `"${other.tree.name}"` : 'This'
  throw new ExpressionFault(
    `${subject} is never "${value}"; it is one of ${choices}${near === null ? '' : `. Did you mean "${near}"?`}`,
    node,
  )
}

function checkTextTest(node: ASTNode, [name, receiver, parameters]: [string, ASTNode, ASTNode[]], attributes: Attributes): Typed {
  if (name === 'matches')
    throw new ExpressionFault(
      '"matches" is not available, because a pattern can take for ever; use startsWith, endsWith or contains.',
      node,
    )
  const [text, ...more] = parameters
  if (!textTests.includes(name) || !text || more.length > 0) {
    throw new ExpressionFault(`".${name}(…)" is not available; texts have startsWith, endsWith and contains, each with one text.`, node)
  }
  return {
    type: 'bool',
    tree: { op: name as TextTest, of: expect(receiver, 'string', attributes).tree, text: expect(text, 'string', attributes).tree },
  }
}

/** The candidate at most two typing slips away, or null. */
function closest(word: string, candidates: readonly string[]): string | null {
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance, candidate }) => distance <= Math.min(2, candidate.length - 1))
    .sort((left, right) => left.distance - right.distance)
  return ranked[0]?.candidate ?? null
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++) {
      const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
