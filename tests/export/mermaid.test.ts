import { expect, test } from 'vitest'
import fc from 'fast-check'
import { mermaidText, toMermaid } from '../../src/exchange/out/mermaid.ts'
import { arbitraryWorkflow } from '../generate/workflow.ts'

// Mermaid 11.17 itself read and drew 63 generated and sample drawings; it is too heavy to stay here (toolchain.md), so what it takes is held fast line by line.
const label = String.raw`(?:[\p{L}\p{M}\p{N} .,!?()'/+&=_-]|#\d+;)*`
const forms = [
  /^stateDiagram-v2$/,
  /^%% [^{}%]*$/,
  /^\[\*\] --> s\d+$/,
  /^s\d+ --> \[\*\]$/,
  new RegExp(`^state "${label}" as s\\d+( \\{)?$`, 'u'),
  /^\}$/,
  /^--$/,
  new RegExp(`^s\\d+ --> s\\d+( : ${label})?$`, 'u'),
]

test('each line is of a form that Mermaid reads, groups close, and no way joins a group with what lies in it', () => {
  fc.assert(
    fc.property(arbitraryWorkflow({ extra: true, states: 16 }), (workflow) => {
      const { text } = toMermaid(workflow)
      const above = new Map<string, readonly string[]>()
      const open: string[] = []
      for (const line of text
        .trim()
        .split('\n')
        .map((one) => one.trim())) {
        expect(
          forms.some((form) => form.test(line)),
          line,
        ).toBe(true)
        const [, id = '', brace] = /^state ".*" as (s\d+)( \{)?$/.exec(line) ?? []
        if (id !== '') above.set(id, [...open])
        if (brace !== undefined) open.push(id)
        if (line === '}') open.pop()
        const [, from = '', to = ''] = /^(s\d+) --> (s\d+)/.exec(line) ?? []
        expect(above.get(from)?.includes(to) === true || above.get(to)?.includes(from) === true, line).toBe(false)
      }
      expect(open).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('marks of the syntax are written by number', () => {
  expect(mermaidText('a "b"; {c} --> d: <e> #1 %%')).toBe('a #34;b#34;#59; #123;c#125; #45;#45;#62; d#58; #60;e#62; #35;1 #37;#37;')
  expect(mermaidText('Prüfung 審査, 2nd')).toBe('Prüfung 審査, 2nd')
})
