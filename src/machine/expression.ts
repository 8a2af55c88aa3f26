import { Environment } from '@marcbachmann/cel-js'
import type { ASTNode, ParseResult } from '@marcbachmann/cel-js'
import type { Attribute, AttributeValue } from '../workflow/attribute.ts'
import { isVisits } from './built-ins.ts'
import { checkNode, ExpressionFault } from './check-tree.ts'
import type { ExpressionTree } from './evaluate-tree.ts'

/** What a check of an expression says. `range`: characters from, to (exclusive) of the fault. */
type Checked =
  | { readonly ok: true; readonly type: 'bool' | 'number' | 'string'; readonly tree: ExpressionTree }
  | { readonly ok: false; readonly message: string; readonly range: readonly [from: number, to: number] }

/** Longest expression, in characters. */
const longestExpression = 2000

/**
 * Checks a CEL expression against the declared attributes and gives it as a tree. The part of CEL that is taken: attributes, constants,
 * && || !, comparisons, + - * / %, a ? b : c, `in` a list of constants, and startsWith, endsWith, contains on texts.
 * One thing differs from standard CEL: whole numbers are not a type of their own, as attributes are not, so 7 / 2 is 3.5.
 */
export function checkExpression(source: string, attributes: readonly Attribute[]): Checked {
  const known = verdicts.get(attributes) ?? new Map<string, Checked>()
  verdicts.set(attributes, known)
  const checked = known.get(source) ?? check(source, attributes)
  // Half-typed guards would otherwise pile up.
  if (known.size >= 5000) known.clear()
  known.set(source, checked)
  return checked
}

/** Verdicts by attributes and source: the rules ask for the same guards after every edit. */
const verdicts = new WeakMap<readonly Attribute[], Map<string, Checked>>()

function check(source: string, attributes: readonly Attribute[]): Checked {
  const parsed = parse(source, attributes)
  if (!parsed.ok) return parsed
  try {
    const { type, tree } = checkNode(parsed.program.ast, new Map(attributes.map((attribute) => [attribute.name, attribute])))
    const verdict = parsed.program.check()
    if (!verdict.valid) return refuse(verdict.error?.message ?? 'The types do not fit.', [0, source.length])
    return { ok: true, type, tree }
  } catch (error) {
    if (error instanceof ExpressionFault) return refuse(error.message, error.range)
    throw error
  }
}

/**
 * The value of an expression by cel-js, for one case. This is what the machine runs and what the engine is compared with. Throws when the
 * expression does not pass `checkExpression` or the case lacks an attribute.
 */
export function evaluateExpression(
  source: string,
  attributes: readonly Attribute[],
  context: Readonly<Record<string, unknown>>,
): AttributeValue {
  const program = programOf(source, attributes)
  const values = Object.fromEntries(attributes.map(({ name }) => [name, Object.hasOwn(context, name) ? context[name] : undefined]))
  return program(values) as AttributeValue
}

/** Programs by attributes and source: a machine evaluates the same few guards over and over. */
const programs = new WeakMap<readonly Attribute[], Map<string, ParseResult>>()

function programOf(source: string, attributes: readonly Attribute[]): ParseResult {
  const known = programs.get(attributes) ?? new Map<string, ParseResult>()
  programs.set(attributes, known)
  const program = known.get(source)
  if (program) return program
  const checked = checkExpression(source, attributes)
  const parsed = parse(source, attributes)
  if (!checked.ok || !parsed.ok) throw new Error(`the expression "${source}" is wrong: ${checked.ok ? '' : checked.message}`)
  known.set(source, parsed.program)
  return parsed.program
}

function parse(source: string, attributes: readonly Attribute[]): { ok: true; program: ParseResult } | Extract<Checked, { ok: false }> {
  if (source.trim() === '') return refuse('The expression is empty; write a condition such as reports > 3.', [0, source.length])
  if (source.length > longestExpression)
    return refuse(`The expression is longer than ${longestExpression} characters.`, [longestExpression, source.length])
  const environment = environmentOf(attributes)
  if (typeof environment === 'string') return refuse(environment, [0, source.length])
  try {
    const program = environment.parse(source)
    makeNumbersDouble(program.ast)
    return { ok: true, program }
  } catch (error) {
    const { summary, message, range } = error as { summary?: string; message: string; range?: { start: number; end: number } }
    return refuse(readable(summary ?? message), [range?.start ?? 0, Math.max(range?.end ?? source.length, (range?.start ?? 0) + 1)])
  }
}

const environments = new WeakMap<readonly Attribute[], Environment | string>()

/** The CEL environment with the attributes as variables, or why an attribute cannot be one. */
function environmentOf(attributes: readonly Attribute[]): Environment | string {
  const known = environments.get(attributes)
  if (known !== undefined) return known
  const made = makeEnvironment(attributes)
  environments.set(attributes, made)
  return made
}

function makeEnvironment(attributes: readonly Attribute[]): Environment | string {
  const environment = new Environment({
    limits: { maxAstNodes: 400, maxDepth: 40, maxListElements: 200, maxCallArguments: 4, maxMapEntries: 0 },
  })
  // Its value is a column of the engine's; here only its type is known.
  if (attributes.some(({ name }) => isVisits(name))) environment.registerFunction('visits(string): double', () => Number.NaN)
  environment.registerOperator('double % double', (left: number, right: number) => left % right)
  for (const { name, type } of attributes) {
    if (isVisits(name)) continue
    try {
      environment.registerVariable(name, type === 'number' ? 'double' : type === 'boolean' ? 'bool' : 'string')
    } catch {
      return `The attribute "${name}" cannot be used, because its name is a word of the expression language; rename it.`
    }
  }
  return environment
}

/** Attributes are doubles and CEL would not compare a double with 1, so every number is made one before types are checked. */
function makeNumbersDouble(node: ASTNode): void {
  if (node.op === 'value') {
    if (typeof node.args === 'bigint') (node as { args: unknown }).args = Number(node.args)
    return
  }
  for (const part of [node.args].flat(3)) if (part !== null && typeof part === 'object' && 'op' in part) makeNumbersDouble(part as ASTNode)
}

function refuse(message: string, range: readonly [number, number]): Extract<Checked, { ok: false }> {
  return { ok: false, message, range }
}

/** The parser's words, made plainer where they are met often. */
function readable(summary: string): string {
  if (/EOF/.test(summary)) return 'The expression stops too early.'
  if (/maxAstNodes|maxDepth|Exceeded/i.test(summary))
    return 'The expression is too long or too deeply nested; split it over several transitions.'
  if (/ASSIGN|character: =/.test(summary)) return 'Write == to compare.'
  const plain = summary.split('\n')[0] ?? summary
  return /[.!?]$/.test(plain) ? plain : `${plain}.`
}
