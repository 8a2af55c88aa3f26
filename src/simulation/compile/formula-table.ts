import { checkExpression } from '../../machine/expression.ts'
import type { ExpressionTree } from '../../machine/evaluate-tree.ts'
import type { Attribute, AttributeValue } from '../../workflow/attribute.ts'
import type { BinaryOperator, Formula } from '../program/formula.ts'

const operators: Readonly<Record<string, BinaryOperator>> = {
  and: 'and',
  or: 'or',
  '==': '=',
  '!=': '≠',
  '<': '<',
  '<=': '≤',
  '>': '>',
  '>=': '≥',
  '+': '+',
  '-': '-',
  '*': '*',
  '/': '/',
  '%': '%',
}

/** Collects expressions as formulas over numbers; texts get their place in one list. */
export class FormulaTable {
  readonly formulas: Formula[] = []
  readonly texts: string[] = []
  private readonly attributes: readonly Attribute[]
  private readonly known = new Map<string, number>()
  private readonly codes = new Map<string, number>()

  constructor(attributes: readonly Attribute[]) {
    this.attributes = attributes
    for (const attribute of attributes) if (attribute.type === 'enum') for (const value of attribute.values) this.code(value)
  }

  /** Index of the expression's formula; -1 for none. The expression must have passed `checkExpression`; throws otherwise. */
  add(source: string | undefined): number {
    if (source === undefined) return -1
    const known = this.known.get(source)
    if (known !== undefined) return known
    const checked = checkExpression(source, this.attributes)
    if (!checked.ok) throw new Error(`the expression "${source}" is wrong: ${checked.message}`)
    this.known.set(source, this.formulas.length)
    return this.formulas.push(this.formulaOf(checked.tree)) - 1
  }

  /** The number that stands for a value. */
  number(value: AttributeValue): number {
    return typeof value === 'string' ? this.code(value) : Number(value)
  }

  private code(text: string): number {
    const known = this.codes.get(text)
    if (known !== undefined) return known
    this.codes.set(text, this.texts.length)
    return this.texts.push(text) - 1
  }

  private formulaOf(tree: ExpressionTree): Formula {
    switch (tree.op) {
      case 'constant':
        return ['number', this.number(tree.value)]
      case 'attribute':
        return ['attribute', this.attributes.findIndex(({ name }) => name === tree.name)]
      case 'not':
      case 'negate':
        return [tree.op, this.formulaOf(tree.of)]
      case 'if':
        return ['if', this.formulaOf(tree.condition), this.formulaOf(tree.whenTrue), this.formulaOf(tree.whenFalse)]
      case 'in':
        return ['in', this.formulaOf(tree.of), tree.list.map((value) => this.number(value))]
      case 'startsWith':
      case 'endsWith':
      case 'contains':
        return this.textTest(tree)
      default:
        return [operators[tree.op]!, this.formulaOf(tree.left), this.formulaOf(tree.right)]
    }
  }

  /** A test on a text becomes the list of the texts that pass it: all that the tested expression can be are known. */
  private textTest(tree: Extract<ExpressionTree, { op: 'startsWith' | 'endsWith' | 'contains' }>): Formula {
    const of = this.formulaOf(tree.of)
    const texts = textsOf(tree.text, this.attributes)
    const tested = textsOf(tree.of, this.attributes)
    const passes = (text: string, part: string) =>
      tree.op === 'startsWith' ? text.startsWith(part) : tree.op === 'endsWith' ? text.endsWith(part) : text.includes(part)
    const part = this.formulaOf(tree.text)
    return texts
      .map((wanted): Formula => [
        'and',
        ['=', part, ['number', this.code(wanted)]],
        ['in', of, tested.filter((text) => passes(text, wanted)).map((text) => this.code(text))],
      ])
      .reduce((left, right) => ['or', left, right])
  }
}

/** All texts that an expression of type text can be. */
function textsOf(tree: ExpressionTree, attributes: readonly Attribute[]): string[] {
  if (tree.op === 'constant') return [String(tree.value)]
  if (tree.op === 'if') return [...new Set([...textsOf(tree.whenTrue, attributes), ...textsOf(tree.whenFalse, attributes)])]
  const attribute = tree.op === 'attribute' ? attributes.find(({ name }) => name === tree.name) : undefined
  return attribute?.type === 'enum' ? [...attribute.values] : []
}
