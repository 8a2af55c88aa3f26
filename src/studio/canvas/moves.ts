import type { Uid } from '../../workflow/name.ts'

/** A point of the drawing, or relative to a container. */
export type Place = { readonly x: number; readonly y: number }

/** Where states are while they are moved, before the move becomes an edit: containers and places relative to them. */
export type Moves = { readonly parents: ReadonlyMap<Uid, Uid>; readonly places: ReadonlyMap<Uid, Place> }
