import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { finish, report } from './activity.ts'
import { historyWorker } from './loaded-history.ts'

/** The long piece of work that the history worker does now, or why the last one stopped. */
type Trial = { readonly id: string; readonly said: string; readonly done: number; readonly planned: number | null }
type TrialState = { readonly running: Trial | null; readonly failure: { readonly id: string; readonly message: string } | null }

const store = createStore<TrialState>(() => ({ running: null, failure: null }))
const activity = 'trial'

/** What is under way, and why the last one stopped; in a component. */
export function useTrial(id: string): { readonly running: Trial | null; readonly isBusy: boolean; readonly failure: string | null } {
  const { running, failure } = useStore(store)
  return {
    running: running?.id === id ? running : null,
    isBusy: running !== null,
    failure: failure?.id === id ? failure.message : null,
  }
}

/** Stops what is under way, at its next pause; nothing of it is kept. */
export function cancelTrial(): void {
  const { running } = store.getState()
  if (running) store.setState({ running: { ...running, said: 'stopping' } })
  void historyWorker().cancelTrial()
}

/** Takes away why this one stopped. */
export function forgetFailure(id: string): void {
  if (store.getState().failure?.id === id) store.setState({ failure: null })
}

/** Does one long piece of work in the history worker, told in the status line; null where it was stopped or failed. */
export async function runTrial<Result>(
  id: string,
  title: string,
  work: (tell: (said: string, done: number, planned: number) => void) => Promise<Result>,
): Promise<Result | null> {
  const tell = (said: string, done: number, planned: number | null) => {
    store.setState({ running: { id, said, done, planned }, failure: null })
    report({ id: activity, title, done, total: planned, unit: 'pieces of work', cancel: cancelTrial })
  }
  tell('', 0, null)
  try {
    return await work(tell)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (message !== 'cancelled') store.setState({ failure: { id, message } })
    return null
  } finally {
    store.setState({ running: null })
    finish(activity)
  }
}
