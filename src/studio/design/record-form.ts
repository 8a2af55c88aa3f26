type Said = { readonly label: string; readonly hint?: string }

/** `id`: a name that is given once and stays, since others stand on it. */
type TextForm = Said & { readonly kind: 'line' | 'prose' | 'day' | 'id' }
type LinesForm = Said & { readonly kind: 'lines' }
type ChoiceForm<Value extends string> = Said & { readonly kind: 'choice'; readonly options: Readonly<Record<Value, string>> }
type YesNoForm = Said & { readonly kind: 'yes-no' }
/** `share`: kept as 0 to 1, typed in percent. */
type NumberForm = Said & { readonly kind: 'number' | 'share'; readonly min: number; readonly max: number }
type GroupForm<Inside> = Said & { readonly kind: 'group'; readonly fields: RecordForm<Inside> }
/** `one`: what is added, `a notice`. `by`: the fields that name an item. */
type ListForm<Item> = Said & {
  readonly kind: 'list'
  readonly one: string
  readonly by: readonly (keyof Item & string)[]
  readonly fields: RecordForm<Item>
}

type FormOf<Value> = [Value] extends [readonly string[]]
  ? LinesForm
  : [Value] extends [readonly (infer Item)[]]
    ? ListForm<Item>
    : [Value] extends [boolean]
      ? YesNoForm
      : [Value] extends [number]
        ? NumberForm
        : [Value] extends [string]
          ? string extends Value
            ? TextForm
            : ChoiceForm<Value>
          : GroupForm<Value>

type Required<Type, Field extends keyof Type> =
  object extends Pick<Type, Field> ? { readonly required?: never } : { readonly required: true }

/** How each field of a record is edited, and whether it must be there. One that is missing, or of another kind than its schema says, does not compile. */
export type RecordForm<Type> = { readonly [Field in keyof Type]-?: FormOf<NonNullable<Type[Field]>> & Required<Type, Field> }

/** The form of one field, of whichever record. */
export type FieldForm = (
  | TextForm
  | LinesForm
  | ChoiceForm<string>
  | YesNoForm
  | NumberForm
  | (Said & { readonly kind: 'group'; readonly fields: FieldForms })
  | (Said & { readonly kind: 'list'; readonly one: string; readonly by: readonly string[]; readonly fields: FieldForms })
) & { readonly required?: true | undefined }
export type FieldForms = { readonly [field: string]: FieldForm }

/** Takes a new value and makes the edit; the reason why not, or null. */
export type Put<Value> = (value: Value) => string | null

/** A record or its items as the forms see them. */
export type RecordValue = { readonly [field: string]: unknown }

/** The fields that a record cannot be without. */
export function requiredOf(fields: FieldForms): FieldForms {
  return Object.fromEntries(Object.entries(fields).filter(([, { required }]) => required))
}

/** How many things stand in a field: the items of a list, the fields of a group that say something, a text. */
export function countOf(value: unknown): number {
  if (value === undefined) return 0
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 1
}
