import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

/**
 * Text that is being typed into a field and becomes an edit when it is done: on Enter (unless `lines`), on leaving the field, and when the field
 * goes away while it is typed in, so that nothing typed is lost. Escape gives the old text back.
 */
export function useTyped<Control extends HTMLInputElement | HTMLTextAreaElement>(
  value: string,
  {
    onChange,
    onCommit,
    lines = false,
    selectOnMount = false,
  }: {
    readonly onChange?: ((text: string) => void) | undefined
    readonly onCommit?: ((text: string) => void) | undefined
    readonly lines?: boolean
    readonly selectOnMount?: boolean | undefined
  },
) {
  const control = useRef<Control>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const latest = useRef({ typed, value, onCommit })
  useEffect(() => {
    latest.current = { typed, value, onCommit }
  })
  const commit = () => {
    const now = latest.current
    latest.current = { ...now, typed: null }
    setTyped(null)
    if (now.typed !== null && now.typed !== now.value) now.onCommit?.(now.typed)
  }
  useEffect(() => {
    if (selectOnMount) control.current?.select()
  }, [selectOnMount])
  useEffect(
    () => () => {
      const now = latest.current
      if (now.typed !== null && now.typed !== now.value) now.onCommit?.(now.typed)
    },
    [],
  )
  return {
    ref: control,
    value: typed ?? value,
    onChange: (event: { target: { value: string } }) => {
      latest.current = { ...latest.current, typed: event.target.value }
      setTyped(event.target.value)
      onChange?.(event.target.value)
    },
    onBlur: commit,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (!lines || event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) commit()
      if (event.key !== 'Escape' || latest.current.typed === null) return
      event.stopPropagation()
      latest.current = { ...latest.current, typed: null }
      setTyped(null)
      onChange?.(value)
    },
  }
}
