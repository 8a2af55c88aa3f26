import { ArrowDown, ArrowUp, ChevronRight, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { AddButton } from '../fields/add-button.tsx'
import { IconButton } from '../kit/icon-button.tsx'
import { Select } from '../kit/select.tsx'
import styles from './form.module.css'

/** Takes a changed value, with what was changed in a few words for the list of what can be undone; the reason why it may not be, or null. */
export type Commit<T> = (next: T, what: string) => string | null

/** What a form is given: `at` is the path of its value in the scenario, `performance.<uid>.time.0`. */
export type FormProps<T> = {
  readonly label: string
  readonly value: T
  readonly onCommit: Commit<T>
  readonly at: string
  readonly hint?: string
}
export type Form<T> = (props: FormProps<T>) => ReactNode

/** What a key of a record is called and how it is edited. */
export type Field<T> = { readonly label: string; readonly form: Form<T>; readonly hint?: string }
/** A key that is written by the product itself, and has no form. */
export const byProduct = 'by the product'
/** A field for each key: one that the schema has and no form shows does not compile. */
export type Fields<T> = { readonly [K in keyof T]-?: Field<T[K]> | typeof byProduct }

const all = () => () => true

/** The fields of a record, one below the other; `pairs` names keys of which two stand side by side, `useShown` says which have a meaning here. */
export function record<T extends object>(
  fields: Fields<T>,
  pairs: readonly (keyof T)[] = [],
  useShown: (at: string) => (key: keyof T) => boolean = all,
): Form<T> {
  const keys = Object.keys(fields) as (keyof T)[]
  const paired = new Set(pairs)
  return function RecordForm({ value, onCommit, at }) {
    const isShown = useShown(at)
    return (
      <div className={styles.record}>
        {keys.map((key) => {
          const field: Field<T[keyof T]> | typeof byProduct = fields[key]
          if (field === byProduct || !isShown(key)) return null
          return (
            <div key={String(key)} className={paired.has(key) ? styles.half : styles.whole}>
              <field.form
                label={field.label}
                value={value[key]}
                at={`${at}.${String(key)}`}
                {...(field.hint === undefined ? {} : { hint: field.hint })}
                onCommit={(next, what) => onCommit(put(value, key, next), what)}
              />
            </div>
          )
        })}
      </div>
    )
  }
}

/** The record with a key set, or without it: what is undefined is absent from the file. */
function put<T extends object, K extends keyof T>(value: T, key: K, next: T[K]): T {
  if (next !== undefined) return { ...value, [key]: next }
  const { [key]: _gone, ...rest } = value
  return rest as T
}

/** What may be absent and is more than one field: a button begins it, another takes it away. */
export function optional<T>(form: Form<T>, begin: () => T): Form<T | undefined> {
  const Inner = form
  return function OptionalForm({ value, onCommit, label, at, hint }) {
    if (value === undefined)
      return (
        <div>
          <AddButton onClick={() => onCommit(begin(), `Add: ${label}`)}>{`Add: ${label}`}</AddButton>
          {hint !== undefined && <p className={styles.hint}>{hint}</p>}
        </div>
      )
    return (
      <fieldset className={styles.group}>
        <legend>{label}</legend>
        <div className={styles.away}>
          <IconButton label={`Take away: ${label}`} icon={<X />} onClick={() => onCommit(undefined, `Take away: ${label}`)} />
        </div>
        <Inner label={label} value={value} onCommit={onCommit} at={at} />
      </fieldset>
    )
  }
}

/** A list of records whose order may count. Each is one line with its name, opened for its fields. */
export function list<T>(
  form: Form<T>,
  {
    begin,
    name,
    one,
    ordered = false,
    least = 0,
  }: {
    readonly begin: (list: readonly T[]) => T
    readonly name: (value: T, index: number) => string
    /** What one is called: `spike`. */
    readonly one: string
    /** Whether the first that holds counts, so that entries can be moved. */
    readonly ordered?: boolean
    readonly least?: number
  },
): Form<T[]> {
  const Inner = form
  return function ListForm({ value, onCommit, label, at, hint }) {
    const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
    const toggle = (index: number) =>
      setOpen((before) => new Set(before.has(index) ? [...before].filter((other) => other !== index) : [...before, index]))
    return (
      <fieldset className={styles.list}>
        <legend>{label}</legend>
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
        {value.map((entry, index) => {
          const title = name(entry, index)
          return (
            // oxlint-disable-next-line react/no-array-index-key -- entries have no name of their own; their place in the list is their identity
            <div key={index} className={styles.entry}>
              <div className={styles.line}>
                <button type="button" className={styles.opener} aria-expanded={open.has(index)} onClick={() => toggle(index)}>
                  <ChevronRight aria-hidden="true" />
                  <span>{title}</span>
                </button>
                {ordered && index > 0 && (
                  <IconButton
                    label={`Move ${title} up`}
                    icon={<ArrowUp />}
                    onClick={() => onCommit(moved(value, index, index - 1), `Move ${one}`)}
                  />
                )}
                {ordered && index < value.length - 1 && (
                  <IconButton
                    label={`Move ${title} down`}
                    icon={<ArrowDown />}
                    onClick={() => onCommit(moved(value, index, index + 1), `Move ${one}`)}
                  />
                )}
                {value.length > least && (
                  <IconButton
                    label={`Take away ${title}`}
                    icon={<X />}
                    onClick={() => {
                      setOpen(new Set())
                      onCommit(value.toSpliced(index, 1), `Take away ${one}`)
                    }}
                  />
                )}
              </div>
              {open.has(index) && (
                <div className={styles.inside}>
                  <Inner
                    label={title}
                    value={entry}
                    at={`${at}.${index}`}
                    onCommit={(next, what) => onCommit(value.with(index, next), what)}
                  />
                </div>
              )}
            </div>
          )
        })}
        <AddButton
          onClick={() => {
            if (onCommit([...value, begin(value)], `Add ${one}`) === null) setOpen(new Set([...open, value.length]))
          }}
        >{`Add ${one}`}</AddButton>
      </fieldset>
    )
  }
}

function moved<T>(all: readonly T[], from: number, to: number): T[] {
  const entry = all[from]
  return entry === undefined ? [...all] : all.toSpliced(from, 1).toSpliced(to, 0, entry)
}

/** A list that may be absent: an empty one is. */
export function optionalList<T>(form: Form<T[]>): Form<T[] | undefined> {
  const Inner = form
  return function OptionalListForm({ value, onCommit, ...rest }) {
    return <Inner {...rest} value={value ?? []} onCommit={(next, what) => onCommit(next.length === 0 ? undefined : next, what)} />
  }
}

type Kinds<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: {
    readonly label: string
    readonly begin: (before: T) => Extract<T, { kind: K }>
    readonly form: Form<Extract<T, { kind: K }>>
  }
}

/** One of several kinds, each with fields of its own. */
export function oneOf<T extends { readonly kind: string }>(kinds: Kinds<T>): Form<T> {
  const names = Object.keys(kinds) as T['kind'][]
  return function OneOfForm({ value, onCommit, label, at }) {
    const Inner = kinds[value.kind as T['kind']].form as unknown as Form<T>
    return (
      <div className={styles.record}>
        <div className={styles.whole}>
          <Select
            label={label}
            value={value.kind as T['kind']}
            options={names.map((kind) => ({ value: kind, label: kinds[kind].label }))}
            onChange={(kind) => kind !== value.kind && onCommit(kinds[kind].begin(value), label)}
          />
        </div>
        <div className={styles.whole}>
          <Inner label={label} value={value} onCommit={onCommit} at={at} />
        </div>
      </div>
    )
  }
}

/** A value that is null where there is none. */
export function orNull<T>(form: Form<T>, begin: () => T): Form<T | null> {
  const Inner = optional(form, begin)
  return function OrNullForm({ value, onCommit, ...rest }) {
    return <Inner {...rest} value={value ?? undefined} onCommit={(next, what) => onCommit(next ?? null, what)} />
  }
}

/** A record by id: one line for each id that the workflow has, opened for its fields. What the file says of ids that are gone stays. */
export function byId<T>(
  form: Form<T>,
  useIds: () => readonly { readonly id: string; readonly label: string }[],
  begin: () => T,
): Form<Record<string, T>> {
  const Inner = form
  return function ByIdForm({ value, onCommit, label, at }) {
    const ids = useIds()
    const [open, setOpen] = useState<ReadonlySet<string>>(new Set(ids.length === 1 ? ids.map(({ id }) => id) : []))
    return (
      <fieldset className={styles.list}>
        <legend>{label}</legend>
        {ids.map(({ id, label: title }) => (
          <div key={id} className={styles.entry} data-path={`${at}.${id}`}>
            <div className={styles.line}>
              <button
                type="button"
                className={styles.opener}
                aria-expanded={open.has(id)}
                onClick={() => setOpen(new Set(open.has(id) ? [...open].filter((other) => other !== id) : [...open, id]))}
              >
                <ChevronRight aria-hidden="true" />
                <span>{title}</span>
              </button>
            </div>
            {open.has(id) && (
              <div className={styles.inside}>
                <Inner
                  label={title}
                  value={(Object.hasOwn(value, id) ? value[id] : undefined) ?? begin()}
                  at={`${at}.${id}`}
                  onCommit={(next, what) => onCommit({ ...value, [id]: next }, `${what}, ${title}`)}
                />
              </div>
            )}
          </div>
        ))}
      </fieldset>
    )
  }
}
