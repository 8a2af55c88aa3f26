import type { Tape } from './tape.ts'

const numbers = ['0', '1', '2', '3', '0.5', '10', '2.25']
const levels = ['"low"', '"medium"', '"high"']

/** A CEL expression over the generated attributes (`reports`, `score`, `minor`, `severity`), in the part of CEL that Gemba takes. */
export function generateExpression(tape: Tape, type: 'bool' | 'number' | 'severity', depth: number): string {
  switch (type) {
    case 'bool':
      return condition(tape, depth)
    case 'number':
      return number(tape, depth)
    case 'severity':
      return severity(tape, depth)
  }
}

function condition(tape: Tape, depth: number): string {
  if (depth <= 0) return tape.from(['minor', 'true', 'false', 'severity == "high"', 'reports > 2', '!minor'])
  const compare = tape.from(['==', '!=', '<', '<=', '>', '>='])
  const choices: (() => string)[] = [
    () => `${number(tape, depth - 1)} ${compare} ${number(tape, depth - 1)}`,
    () => `severity ${tape.from(['==', '!='])} ${severity(tape, depth - 1)}`,
    () => `severity in [${levels.filter(() => tape.chance(50)).join(', ') || levels[0]}]`,
    () => `reports in [${tape.from(['1, 2', '1.0, 3', '0'])}]`,
    () => `severity.${tape.from(['startsWith', 'endsWith', 'contains'])}("${tape.from(['l', 'um', 'h', ''])}")`,
    () => `(${condition(tape, depth - 1)} && ${condition(tape, depth - 1)})`,
    () => `(${condition(tape, depth - 1)} || ${condition(tape, depth - 1)})`,
    () => `!(${condition(tape, depth - 1)})`,
    () => `(${condition(tape, depth - 1)} ? ${condition(tape, depth - 1)} : ${condition(tape, depth - 1)})`,
    () => `(minor == (${condition(tape, depth - 1)}))`,
  ]
  return tape.from(choices)()
}

function number(tape: Tape, depth: number): string {
  if (depth <= 0) return tape.from([...numbers, 'reports', 'score'])
  const operator = tape.from(['+', '-', '*', '/', '%'])
  const choices: (() => string)[] = [
    () => `(${number(tape, depth - 1)} ${operator} ${number(tape, depth - 1)})`,
    () => `-${tape.from(['reports', 'score', '(1 + reports)'])}`,
    () => `(${condition(tape, depth - 1)} ? ${number(tape, depth - 1)} : ${number(tape, depth - 1)})`,
    () => tape.from(numbers),
  ]
  return tape.from(choices)()
}

function severity(tape: Tape, depth: number): string {
  if (depth <= 0) return tape.from([...levels, 'severity'])
  return `(${condition(tape, depth - 1)} ? ${severity(tape, depth - 1)} : ${severity(tape, depth - 1)})`
}
