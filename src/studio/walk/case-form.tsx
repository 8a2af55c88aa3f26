import { Play } from 'lucide-react'
import { useState } from 'react'
import type { AttributeValue, Attribute } from '../../workflow/attribute.ts'
import { Button } from '../kit/button.tsx'
import { Checkbox } from '../kit/checkbox.tsx'
import { NumberField } from '../kit/number-field.tsx'
import { Select } from '../kit/select.tsx'
import { session, useSession } from '../session/session.ts'
import styles from './walkthrough.module.css'
import { beginWalk } from './walk-store.ts'

/** Which case to walk: its attributes at arrival. */
export function CaseForm() {
  const attributes = useSession((state) => state.tables.attributes)
  const [values, setValues] = useState<Record<string, AttributeValue>>({})
  const inOrder = Object.values(attributes).toSorted((a, b) => a.order - b.order)
  const put = (name: string, value: AttributeValue) => setValues((before) => ({ ...before, [name]: value }))
  return (
    <div className={styles.form}>
      <p className={styles.quiet}>Say what kind of case arrives, then lead it through the workflow step by step.</p>
      {inOrder.map((attribute) => (
        <ValueField
          key={attribute.name}
          attribute={attribute}
          value={values[attribute.name] ?? attribute.default}
          onChange={(value) => put(attribute.name, value)}
        />
      ))}
      <Button
        variant="primary"
        icon={<Play />}
        onClick={() =>
          beginWalk(session.getState().tables, Object.fromEntries(inOrder.map(({ name, default: usual }) => [name, values[name] ?? usual])))
        }
      >
        Start the case
      </Button>
    </div>
  )
}

function ValueField({
  attribute,
  value,
  onChange,
}: {
  attribute: Attribute
  value: AttributeValue
  onChange: (value: AttributeValue) => void
}) {
  const label = attribute.title || attribute.name
  switch (attribute.type) {
    case 'number':
      return (
        <NumberField
          label={label}
          value={Number(value)}
          {...(attribute.unit ? { unit: attribute.unit } : {})}
          onCommit={(next) => onChange(next ?? attribute.default)}
        />
      )
    case 'boolean':
      return <Checkbox label={label} checked={value === true} onChange={onChange} />
    case 'enum':
      return (
        <Select
          label={label}
          value={String(value)}
          options={attribute.values.map((option) => ({ value: option, label: option }))}
          onChange={onChange}
        />
      )
  }
}
