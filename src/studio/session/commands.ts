import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** Something the user can ask for: in the palette, by its keys, and in the list of shortcuts. */
export type Command = {
  readonly id: string
  /** As a request: `Add a step`. */
  readonly title: string
  /** Heading that it stands under: `Design`. */
  readonly group: string
  /** `Ctrl Shift Z`, `F2`, `?`; Ctrl is Cmd on a Mac. */
  readonly shortcut?: string
  /** Further keys that do the same. */
  readonly also?: readonly string[]
  /** Other words to find it by. */
  readonly words?: string
  /** Whether it can be done now; absent: always. */
  readonly enabled?: () => boolean
  readonly run: () => void
}

const store = createStore<{ readonly commands: readonly Command[] }>(() => ({ commands: [] }))
let awaited: string | null = null

/** Offers commands as long as their part of the screen is there: call the result when it goes. */
export function offerCommands(commands: readonly Command[]): () => void {
  store.setState((state) => ({
    commands: [...state.commands.filter(({ id }) => !commands.some((offered) => offered.id === id)), ...commands],
  }))
  const due = commands.find(({ id }) => id === awaited)
  if (due) {
    awaited = null
    // Only if it is still there: what takes its part of the screen away takes this with it.
    queueMicrotask(() => store.getState().commands.includes(due) && due.run())
  }
  return () => store.setState((state) => ({ commands: state.commands.filter((command) => !commands.includes(command)) }))
}

/** The command that goes to the guard of a transition, offered while its form is open. */
export const guardCommand = (transition: string): string => `guard ${transition}`

/** Does a command; one whose part of the screen is still loading is done as soon as it is offered. */
export function perform(id: string): void {
  const command = store.getState().commands.find((offered) => offered.id === id)
  if (!command) awaited = id
  else if (command.enabled?.() ?? true) command.run()
}

/** Drops what is still awaited: whoever presses something else meanwhile does not want to be led there later. */
export function forgetAwaited(): void {
  awaited = null
}

/** What can be asked for now. */
export function offeredCommands(): readonly Command[] {
  return store.getState().commands
}

/** What can be asked for now, in a component. */
export function useCommands(): readonly Command[] {
  return useStore(store, (state) => state.commands)
}
