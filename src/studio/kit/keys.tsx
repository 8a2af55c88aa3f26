import styles from './keys.module.css'

const mac = typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform)
const faces: Readonly<Record<string, string>> = mac ? { Ctrl: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵' } : { Enter: '↵' }

/** Keys to press, as small caps of a keyboard: `Ctrl K`. Not spoken: the shortcut is announced by `aria-keyshortcuts` of its control. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.keys} aria-hidden="true">
      {keys.split(' ').map((key) => (
        <kbd key={key} className={styles.key}>
          {faces[key] ?? key}
        </kbd>
      ))}
    </span>
  )
}
