/** What a BPMN file says of one process, in plain records. Ids are those of the file. */
export type Diagram = {
  readonly id: string
  readonly title: string
  readonly root: Scope
  /** People by lane, in the order of the file. */
  readonly lanes: readonly { readonly id: string; readonly title: string }[]
}

/** A process or a sub-process: what lies in it, and how it flows. */
export type Scope = { readonly id: string; readonly nodes: readonly Node[]; readonly flows: readonly Flow[] }

export type Flow = {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly title: string
  /** Whether it is taken only under a condition, or where no other is. */
  readonly conditional: boolean
}

/** What sets an event off. */
export type Cause =
  | 'none'
  | 'message'
  | 'timer'
  | 'error'
  | 'signal'
  | 'escalation'
  | 'condition'
  | 'link'
  | 'terminate'
  | 'compensation'
  | 'cancel'
  | 'several'

type Common = {
  readonly id: string
  readonly title: string
  readonly description: string | null
  readonly lane: string | null
  /** Place on the page, from left to right and then from the top: the order of what has no other. */
  readonly at: number
}

export type Node = Common &
  (
    | { readonly kind: 'task'; readonly work: 'review' | 'automatic' | 'wait' }
    | { readonly kind: 'sub'; readonly scope: Scope }
    | { readonly kind: 'gateway'; readonly gate: 'exclusive' | 'parallel' | 'inclusive' | 'event' }
    | { readonly kind: 'start' | 'end' | 'throw'; readonly cause: Cause; readonly ref: string }
    | { readonly kind: 'catch'; readonly cause: Cause; readonly ref: string; readonly delay: number | null }
    | { readonly kind: 'boundary'; readonly cause: Cause; readonly ref: string; readonly delay: number | null; readonly host: string }
  )
