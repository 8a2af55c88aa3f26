import { Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { classes } from './class-names.ts'
import styles from './file-drop.module.css'

/** A field onto which a file is dropped, or chosen with its button. */
export function FileDrop({
  label,
  accept,
  onFile,
  children,
}: {
  /** The button: `Choose a CSV file`. */
  readonly label: string
  /** As of an input: `.csv,text/csv`. */
  readonly accept: string
  readonly onFile: (file: File) => void
  /** What to drop here, one sentence. */
  readonly children?: ReactNode
}) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  return (
    <div
      className={classes(styles.drop, over && styles.over)}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Upload aria-hidden="true" />
      <span className={styles.words}>{children}</span>
      <Button onClick={() => input.current?.click()}>{label}</Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
    </div>
  )
}
