import { ContextMenu as BaseContext } from '@base-ui/react/context-menu'
import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import { classes } from './class-names.ts'
import { Keys } from './keys.tsx'
import popup from './popup.module.css'

/** A line of a menu. A string is a heading, `'-'` a separator. */
export type MenuItem =
  | string
  | {
      readonly label: string
      readonly onSelect: () => void
      readonly icon?: ReactNode
      readonly shortcut?: string
      readonly disabled?: boolean
      readonly danger?: boolean
      /** For a choice among some: whether it is the one. */
      readonly checked?: boolean
    }

/** A button that opens a list of actions. `children` is the button. */
export function Menu({
  items,
  align = 'start',
  children,
}: {
  readonly items: readonly MenuItem[]
  readonly align?: 'start' | 'end'
  readonly children: ReactElement
}) {
  return (
    <Base.Root>
      <Base.Trigger render={children as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} className={popup.above}>
          <Base.Popup className={popup.popup}>{items.map(line)}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** The same list under the right mouse button and the menu key, over everything inside `children`. */
export function ContextMenu({ items, children }: { readonly items: readonly MenuItem[]; readonly children: ReactElement }) {
  return (
    <BaseContext.Root>
      <BaseContext.Trigger render={children as ReactElement<Record<string, unknown>>} />
      <BaseContext.Portal>
        <BaseContext.Positioner className={popup.above}>
          <BaseContext.Popup className={popup.popup}>{items.map(line)}</BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  )
}

function line(item: MenuItem, index: number) {
  if (item === '-') return <Base.Separator key={`separator-${index}`} className={popup.separator} />
  if (typeof item === 'string')
    return (
      <div key={item} className={popup.group}>
        {item}
      </div>
    )
  const inside = (
    <>
      {item.icon}
      <span className={popup.words}>{item.label}</span>
      {item.shortcut !== undefined && <Keys keys={item.shortcut} />}
    </>
  )
  const className = classes(popup.row, item.danger && popup.danger)
  if (item.checked === undefined) {
    return (
      <Base.Item key={item.label} className={className} disabled={item.disabled ?? false} onClick={item.onSelect}>
        {inside}
      </Base.Item>
    )
  }
  return (
    <Base.CheckboxItem
      key={item.label}
      className={className}
      checked={item.checked}
      disabled={item.disabled ?? false}
      onClick={item.onSelect}
      closeOnClick
    >
      {inside}
      <Base.CheckboxItemIndicator>✓</Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  )
}
