import { Download } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import type { Exported } from '../../exchange/out/exported.ts'
import { count } from '../../revisions/say.ts'
import { Button } from '../kit/button.tsx'
import { Menu } from '../kit/menu.tsx'
import { download } from '../kit/export-picture.ts'
import { lendLetters } from '../kit/letters.ts'
import { say, setPlace, useSession } from '../session/session.ts'
import styles from './runbook-main.module.css'
import { type Edition, type MachineForm, useEdition } from './runbook-store.ts'

/** The runbook of the chosen version as people will read it, and ways to take it away. */
export function RunbookMain() {
  const edition = useEdition()
  const slug = useSession((state) => state.slug)
  const name = `${slug ?? 'workflow'}-${edition.id}`
  const save = (kind: string, type: string, content: string | Uint8Array<ArrayBuffer>) => {
    download(`${name}.${kind}`, type, content)
    say(`Saved ${name}.${kind}.`, 'good')
  }
  const frame = useRef<HTMLIFrameElement>(null)
  const saveMachine = (kind: string, type: string, { text, losses }: Exported) => {
    download(`${name}.${kind}`, type, text)
    const left = losses.length === 0 ? '' : ` ${count(losses.length, 'thing')} could not be said in it; they are listed at its head.`
    say(`Saved ${name}.${kind}.${left}`, losses.length === 0 ? 'good' : 'warning')
  }
  return (
    <div className={styles.place}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 className={styles.title}>
            {edition.runbook.control.version === null ? 'Runbook of the draft' : `Runbook ${edition.runbook.control.version}`}
          </h1>
          <WhatChanged edition={edition} />
        </div>
        <div className={styles.actions}>
          <Button
            icon={<Download aria-hidden="true" />}
            onClick={() => void edition.html().then((text) => save('html', 'text/html', text), failed)}
          >
            HTML
          </Button>
          <Button
            icon={<Download aria-hidden="true" />}
            onClick={() => void edition.markdown().then((text) => save('md', 'text/markdown', text), failed)}
          >
            Markdown
          </Button>
          <Menu
            align="end"
            items={[
              { label: 'Word', onSelect: () => void edition.word().then((file) => save('docx', wordType, file), failed) },
              { label: 'Print, or save as PDF…', onSelect: () => printed(frame.current) },
              '-',
              {
                label: 'Quick card (A5)',
                onSelect: () => void edition.quickCard().then((text) => save('quick.html', 'text/html', text), failed),
              },
              {
                label: 'Training check',
                onSelect: () => void edition.training().then((text) => save('training.html', 'text/html', text), failed),
              },
              '-',
              { label: 'Map (SVG)', onSelect: () => save('svg', 'image/svg+xml', edition.svg()) },
              ...machineForms.map(({ label, ending, type, form }) => ({
                label,
                onSelect: () => void edition.machine(form).then((written) => saveMachine(ending, type, written), failed),
              })),
              ...(edition.figures
                ? ['-', { label: 'Simulated figures', onSelect: () => save('figures.md', 'text/markdown', edition.figures?.() ?? '') }]
                : []),
            ]}
          >
            <Button icon={<Download aria-hidden="true" />}>More</Button>
          </Menu>
        </div>
      </header>
      <Preview key={edition.id} edition={edition} frame={frame} />
    </div>
  )
}

const machineForms: readonly { label: string; ending: string; type: string; form: MachineForm }[] = [
  { label: 'XState source (TypeScript)', ending: 'ts', type: 'text/plain', form: 'ts' },
  { label: 'SCXML', ending: 'scxml', type: 'application/xml', form: 'scxml' },
  { label: 'BPMN 2.0 diagram', ending: 'bpmn', type: 'application/xml', form: 'bpmn' },
  { label: 'Mermaid drawing', ending: 'mmd', type: 'text/plain', form: 'mermaid' },
]

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The browser's own print dialog, for the document alone: it has pages, furniture and a PDF as well. */
function printed(frame: HTMLIFrameElement | null): void {
  frame?.contentWindow?.print()
}

function failed(error: unknown): void {
  say(`The runbook cannot be read: ${error instanceof Error ? error.message : String(error)}`, 'error')
}

/**
 * The document itself. Nothing in it may run, send, open or lead this page anywhere: the sandbox allows no scripts, forms, windows or top navigation (its modals are for the print dialog), and the
 * document's own policy says the same. It has an address (a blob, of this origin) so that its list of contents can lead within it.
 */
function Preview({ edition, frame }: { readonly edition: Edition; readonly frame: RefObject<HTMLIFrameElement | null> }) {
  useEffect(() => {
    let address: string | null = null
    let isGone = false
    void edition.html().then((html) => {
      if (isGone) return
      address = URL.createObjectURL(new Blob([html], { type: 'text/html' }))
      if (frame.current) frame.current.src = address
    }, failed)
    return () => {
      isGone = true
      if (address !== null) URL.revokeObjectURL(address)
    }
  }, [edition, frame])
  return (
    <iframe
      ref={frame}
      title={`Runbook of ${edition.runbook.title}`}
      sandbox="allow-same-origin allow-modals"
      className={styles.preview}
      onLoad={({ currentTarget: { contentWindow } }) => contentWindow && void lendLetters(contentWindow as Window & typeof globalThis)}
    />
  )
}

/** One line: the status, and what is new since the version before, with the way to see it. */
function WhatChanged({ edition: { runbook } }: { readonly edition: Edition }) {
  const { changed, control } = runbook
  const changes = changed?.groups.reduce((sum, { lines }) => sum + lines.length, 0) ?? 0
  return (
    <p className={styles.note}>
      {control.status}.{' '}
      {changed === null
        ? 'The first version.'
        : changes === 0
          ? `Nothing has changed since ${changed.since}.`
          : `${count(changes, 'change')} since ${changed.since}.`}
      {changes > 0 && (
        <>
          {' '}
          <button type="button" className={styles.link} onClick={() => setPlace('review')}>
            Review
          </button>
        </>
      )}
    </p>
  )
}
