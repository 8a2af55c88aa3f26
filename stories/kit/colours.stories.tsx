import type { Meta, StoryObj } from '@storybook/react-vite'
import { heatColour, heatTextColour } from '../../src/studio/kit/colours.ts'
import { Row, Sheet } from './sheet.tsx'

const meta: Meta = { title: 'Kit/Colours' }
export default meta

const swatches: Readonly<Record<string, readonly string[]>> = {
  Grounds: ['ground', 'surface', 'sunken', 'raised', 'hover', 'pressed', 'accent-soft'],
  Kinds: [
    'kind-review',
    'kind-automatic',
    'kind-wait',
    'kind-batch',
    'kind-rest',
    'kind-decision',
    'kind-final',
    'kind-compound',
    'kind-parallel',
    'kind-history',
  ],
  Difference: ['added', 'removed', 'changed', 'moved', 'added-soft', 'removed-soft', 'changed-soft', 'moved-soft'],
  Severity: ['error', 'warning', 'good', 'info', 'error-soft', 'warning-soft', 'good-soft', 'info-soft'],
}

export const Tokens: StoryObj = {
  render: () => (
    <Sheet width={960}>
      {Object.entries(swatches).map(([title, names]) => (
        <section key={title}>
          <h2>{title}</h2>
          <Row>
            {names.map((name) => (
              <div key={name} style={{ width: 104 }}>
                <div
                  style={{
                    height: 40,
                    borderRadius: 4,
                    background: `var(--color-${name})`,
                    boxShadow: 'inset 0 0 0 1px var(--color-line)',
                  }}
                />
                {name}
              </div>
            ))}
          </Row>
        </section>
      ))}
    </Sheet>
  ),
}

export const Heat: StoryObj = {
  render: () => (
    <Sheet width={960}>
      <h2>Heat: even in lightness, so the order is seen without hue</h2>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(21, 1fr)' }}>
        {Array.from({ length: 21 }, (_, index) => (
          <div
            key={index}
            style={{ padding: '16px 0', background: heatColour(index / 20), color: heatTextColour(index / 20), textAlign: 'center' }}
          >
            {index * 5}
          </div>
        ))}
      </div>
    </Sheet>
  ),
}
