import { Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { classes } from './class-names.ts'
import styles from './file-drop.module.css'

/** A field onto which a file, or several, are dropped, or chosen with its button. */
export function FileDrop({
  label,
  accept,
  many = false,
  onFile,
  onFiles,
  children,
}: {
  /** The button: `Choose a CSV file`. */
  readonly label: string
  /** As of an input: `.csv,text/csv`. */
  readonly accept: string
  /** Whether several can be brought at once. */
  readonly many?: boolean
  /** Called for each. */
  readonly onFile?: (file: File) => void
  /** Called once with all of them; several can be brought. */
  readonly onFiles?: (files: readonly File[]) => void
  /** What to drop here, one sentence. */
  readonly children?: ReactNode
}) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const all = [...(files ?? [])]
    if (onFiles && all.length > 0) onFiles(all)
    for (const file of all.slice(0, many ? undefined : 1)) onFile?.(file)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
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
        multiple={many || onFiles !== undefined}
        hidden
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
    </div>
  )
}
