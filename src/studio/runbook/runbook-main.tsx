import { Download, Printer } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Exported } from '../../exchange/out/exported.ts'
import { count } from '../../revisions/say.ts'
import { type DocumentForm, type EditionId, editions } from '../../runbook/edition.ts'
import { Button } from '../kit/button.tsx'
import { download } from '../kit/export-picture.ts'
import { lendLetters } from '../kit/letters.ts'
import { Menu } from '../kit/menu.tsx'
import { Select } from '../kit/select.tsx'
import { say, setPlace, useSession } from '../session/session.ts'
import { contactsBeside } from './contacts-store.ts'
import { type Losses, LossReport } from './loss-report.tsx'
import { readersBeside } from './readers-store.ts'
import styles from './runbook-main.module.css'
import { chooseEdition, draftId, hasRedLines, type MachineForm, type Shown, useEdition, useShown } from './runbook-store.ts'
import type { ChosenEdition } from './write-edition.ts'

/** The runbook of the chosen version as people will read it, and ways to take it away. */
export function RunbookMain() {
  const shown = useShown()
  const edition = useEdition(shown)
  const slug = useSession((state) => state.slug)
  // The documents name them, whether or not their form is in sight.
  useEffect(() => {
    if (slug === null) return
    const closings = [contactsBeside.open(slug), readersBeside.open(slug)]
    return () => {
      for (const close of closings) close()
    }
  }, [slug])
  const [losses, setLosses] = useState<Losses | null>(null)
  const frame = useRef<HTMLIFrameElement>(null)
  const name = `${slug ?? 'workflow'}-${shown.id}`
  const save = (file: string, type: string, content: string | Uint8Array<ArrayBuffer>) => {
    download(file, type, content)
    say(`Saved ${file}.`, 'good')
  }
  const saveDocument = (form: DocumentForm) => {
    const file = `${name}${suffixOf(edition)}.${form}`
    void shown.write(edition, form).then((content) => save(file, documentTypes[form], content), failed)
  }
  const saveMachine = ({ ending, type, label }: (typeof machineForms)[number], { text, losses: said }: Exported) => {
    const file = `${name}.${ending}`
    setLosses({ file, form: label, said })
    download(file, type, text)
    const left = said.length === 0 ? '' : ` ${count(said.length, 'thing')} could not be said in it; they are listed above the runbook.`
    say(`Saved ${file}.${left}`, said.length === 0 ? 'good' : 'warning')
  }
  return (
    <div className={styles.place}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h1 className={styles.title}>
            {shown.runbook.control.version === null ? 'Runbook of the draft' : `Runbook ${shown.runbook.control.version}`}
          </h1>
          <WhatChanged shown={shown} />
        </div>
        <div className={styles.actions}>
          <EditionChoice shown={shown} edition={edition} />
          {shown.earlier.length > 0 && hasRedLines(edition.id) && <SinceChoice shown={shown} edition={edition} />}
          {forms.map(({ form, label }) => (
            <Button
              key={form}
              icon={<Download aria-hidden="true" />}
              disabled={!editions[edition.id].forms.includes(form)}
              onClick={() => saveDocument(form)}
            >
              {label}
            </Button>
          ))}
          <Button icon={<Printer aria-hidden="true" />} title="Print, or save as PDF" onClick={() => printed(frame.current)}>
            PDF…
          </Button>
          <Menu
            align="end"
            items={[
              'The workflow in another form',
              ...machineForms.map((form) => ({
                label: form.label,
                onSelect: () => void shown.machine(form.form).then((written) => saveMachine(form, written), failed),
              })),
              { label: 'Map (SVG)', onSelect: () => save(`${name}.svg`, 'image/svg+xml', shown.svg()) },
              ...(shown.figures
                ? [
                    '-',
                    { label: 'Simulated figures', onSelect: () => save(`${name}.figures.md`, 'text/markdown', shown.figures?.() ?? '') },
                  ]
                : []),
            ]}
          >
            <Button icon={<Download aria-hidden="true" />}>Other tools</Button>
          </Menu>
        </div>
      </header>
      <p className={styles.about}>
        {editions[edition.id].purpose} {editions[edition.id].leavesOut}
      </p>
      {losses && <LossReport losses={losses} onClose={() => setLosses(null)} />}
      <Preview key={`${shown.id} ${edition.id} ${edition.vendor} ${edition.since}`} shown={shown} edition={edition} frame={frame} />
    </div>
  )
}

const forms: readonly { form: DocumentForm; label: string }[] = [
  { form: 'html', label: 'HTML' },
  { form: 'md', label: 'Markdown' },
  { form: 'docx', label: 'Word' },
]

const documentTypes: Readonly<Record<DocumentForm, string>> = {
  html: 'text/html',
  md: 'text/markdown',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

const machineForms: readonly { label: string; ending: string; type: string; form: MachineForm }[] = [
  { label: 'XState source (TypeScript)', ending: 'ts', type: 'text/plain', form: 'ts' },
  { label: 'XState config (JSON)', ending: 'xstate.json', type: 'application/json', form: 'xstate' },
  { label: 'SCXML', ending: 'scxml', type: 'application/xml', form: 'scxml' },
  { label: 'BPMN 2.0 diagram', ending: 'bpmn', type: 'application/xml', form: 'bpmn' },
  { label: 'Mermaid drawing', ending: 'mmd', type: 'text/plain', form: 'mermaid' },
]

/** What tells the file of an edition from that of the whole runbook. */
function suffixOf({ id, vendor, since }: ChosenEdition): string {
  if (since !== null) return `${id === 'whole' ? '' : `.${id}`}.since-${since}`
  if (id === 'whole') return ''
  const whose = (vendor ?? '').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
  return `.${id}${whose === '' ? '' : `-${whose}`}`
}

/** Which edition: one for each vendor, and each of the others once. */
function EditionChoice({ shown, edition }: { readonly shown: Shown; readonly edition: ChosenEdition }) {
  const choices = (Object.keys(editions) as EditionId[]).flatMap((id): { choice: ChosenEdition; label: string }[] =>
    id === 'status' && shown.id === draftId
      ? []
      : id === 'vendor'
        ? shown.vendors.map((vendor) => ({ choice: { id, vendor, since: edition.since }, label: `For ${vendor}` }))
        : [{ choice: { id, vendor: null, since: edition.since }, label: editions[id].title }],
  )
  const keyOf = ({ id, vendor }: ChosenEdition) => JSON.stringify([id, vendor])
  return (
    <div className={styles.choice}>
      <Select
        label="Edition"
        hideLabel
        value={keyOf(edition)}
        options={choices.map(({ choice, label }) => ({ value: keyOf(choice), label }))}
        onChange={(value) => {
          const chosen = choices.find(({ choice }) => keyOf(choice) === value)
          if (chosen) chooseEdition(chosen.choice)
        }}
      />
    </div>
  )
}

/** From which version on what is new and what is gone is marked in the text. */
function SinceChoice({ shown, edition }: { readonly shown: Shown; readonly edition: ChosenEdition }) {
  return (
    <div className={styles.choice}>
      <Select
        label="Changes marked since"
        hideLabel
        value={edition.since ?? ''}
        options={[
          { value: '', label: 'No marks' },
          ...shown.earlier.map((version) => ({ value: version, label: `Marked since ${version}` })),
        ]}
        onChange={(since) => chooseEdition({ ...edition, since: since === '' ? null : since })}
      />
    </div>
  )
}

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
function Preview({
  shown,
  edition,
  frame,
}: {
  readonly shown: Shown
  readonly edition: ChosenEdition
  readonly frame: RefObject<HTMLIFrameElement | null>
}) {
  useEffect(() => {
    let address: string | null = null
    let isGone = false
    void shown.write(edition, 'html').then((html) => {
      if (isGone) return
      address = URL.createObjectURL(new Blob([quiet(String(html))], { type: 'text/html' }))
      if (frame.current) frame.current.src = address
    }, failed)
    return () => {
      isGone = true
      if (address !== null) URL.revokeObjectURL(address)
    }
  }, [shown, edition, frame])
  return (
    <iframe
      ref={frame}
      title={`${editions[edition.id].title} of ${shown.runbook.title}`}
      sandbox="allow-same-origin allow-modals"
      className={styles.preview}
      onLoad={({ currentTarget: { contentWindow } }) => contentWindow && void lendLetters(contentWindow as Window & typeof globalThis)}
    />
  )
}

/** The training check counts answers once it is saved; here it would only be refused to. */
function quiet(html: string): string {
  return html.replace(/<script>[^]*<\/script>/, '')
}

/** One line: the status, and what is new since the version before, with the way to see it. */
function WhatChanged({ shown: { runbook } }: { readonly shown: Shown }) {
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
