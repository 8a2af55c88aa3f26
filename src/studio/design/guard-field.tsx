import type { Guard } from '../../workflow/action.ts'
import type { Attribute } from '../../workflow/attribute.ts'
import { CheckedField } from '../fields/checked-field.tsx'
import { ExpressionField } from '../fields/expression-field.tsx'
import { useDraft } from './use-draft.ts'

/** The condition of a transition. Empty: none. */
export function GuardField({
  guard,
  onCommit,
  onDone,
}: {
  guard: Guard | null
  onCommit: (guard: Guard | null) => string | null
  onDone?: () => void
}) {
  const draft = useDraft()
  const attributes = Object.values(draft.attributes)
  if (guard && 'name' in guard) {
    return (
      <CheckedField
        label="Only if"
        mono
        value={guard.name}
        hint="A guard of an imported machine; write an expression to run it here"
        onCommit={(text) => onCommit(text.trim() === '' ? null : { expression: text.trim() })}
      />
    )
  }
  return (
    <ExpressionField
      label="Only if"
      value={guard?.expression ?? ''}
      wanted="bool"
      attributes={attributes}
      placeholder={exampleOf(attributes)}
      onDone={onDone}
      onCommit={(text) => onCommit(text.trim() === '' ? null : { expression: text.trim() })}
    />
  )
}

function exampleOf(attributes: readonly Attribute[]): string {
  const [first] = attributes
  if (!first) return 'Always; there are no attributes yet'
  const example =
    first.type === 'enum' ? `${first.name} == "${first.values[0]}"` : first.type === 'number' ? `${first.name} > 3` : first.name
  return `Always, or e.g. ${example}`
}
