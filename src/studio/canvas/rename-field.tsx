import { useContext, useRef } from 'react'
import type { Uid } from '../../workflow/name.ts'
import { CanvasActions } from './actions.ts'
import { retitle } from './commands.ts'
import { returnFocus } from './return-focus.ts'
import styles from './rename-field.module.css'

/** The title of a state while it is written in place. Enter keeps it, Escape gives the old one back. */
export function RenameField({ uid, title }: { uid: Uid; title: string }) {
  const { rename } = useContext(CanvasActions)
  const done = useRef(false)
  const finish = (text: string | null) => {
    if (done.current) return
    done.current = true
    if (text !== null && text.trim() !== title) retitle(uid, text.trim())
    rename(null)
  }
  const leave = (text: string | null) => {
    finish(text)
    returnFocus()
  }
  return (
    <input
      className={`nodrag nopan ${styles.field}`}
      defaultValue={title}
      aria-label="Title"
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- it appears because the user asked to write
      autoFocus
      onFocus={(event) => event.target.select()}
      onBlur={(event) => finish(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') leave(event.currentTarget.value)
        if (event.key === 'Escape') leave(null)
      }}
    />
  )
}
