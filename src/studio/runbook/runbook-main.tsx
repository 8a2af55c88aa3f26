import { Download } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { count } from '../../revisions/say.ts'
import { Button } from '../kit/button.tsx'
import { download } from '../kit/export-picture.ts'
import { say, setPlace, useSession } from '../session/session.ts'
import styles from './runbook-main.module.css'
import { type Edition, useEdition } from './runbook-store.ts'

/** The runbook of the chosen version as people will read it, and ways to take it away. */
export function RunbookMain() {
  const edition = useEdition()
  const slug = useSession((state) => state.slug)
  const name = `${slug ?? 'workflow'}-${edition.id}`
  const save = (kind: string, type: string, text: string) => {
    download(`${name}.${kind}`, type, text)
    say(`Saved ${name}.${kind}.`, 'good')
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
          <Button icon={<Download aria-hidden="true" />} onClick={() => save('html', 'text/html', edition.html())}>
            HTML
          </Button>
          <Button icon={<Download aria-hidden="true" />} onClick={() => save('md', 'text/markdown', edition.markdown())}>
            Markdown
          </Button>
          <Button icon={<Download aria-hidden="true" />} onClick={() => save('svg', 'image/svg+xml', edition.svg())}>
            Map (SVG)
          </Button>
        </div>
      </header>
      <Preview key={edition.id} edition={edition} />
    </div>
  )
}

/**
 * The document itself. Nothing in it may run, send, open or lead this page anywhere: the sandbox allows no scripts, forms, windows or top navigation, and the
 * document's own policy says the same. It has an address (a blob, of this origin) so that its list of contents can lead within it.
 */
function Preview({ edition }: { readonly edition: Edition }) {
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    const address = URL.createObjectURL(new Blob([edition.html()], { type: 'text/html' }))
    if (frame.current) frame.current.src = address
    return () => URL.revokeObjectURL(address)
  }, [edition])
  return <iframe ref={frame} title={`Runbook of ${edition.runbook.title}`} sandbox="allow-same-origin" className={styles.preview} />
}

/** One line: the status, and what is new since the version before, with the way to see it. */
function WhatChanged({ edition: { runbook } }: { readonly edition: Edition }) {
  const { changed, control, figures } = runbook
  const changes = changed?.groups.reduce((sum, { lines }) => sum + lines.length, 0) ?? 0
  return (
    <p className={styles.note}>
      {control.status}.{' '}
      {changed === null
        ? 'The first version.'
        : changes === 0
          ? `Nothing has changed since ${changed.since}.`
          : `${count(changes, 'change')} since ${changed.since}.`}
      {figures && ' With the figures of your latest run.'}
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
