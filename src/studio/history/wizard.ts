import { assign, fromCallback, fromPromise, setup } from 'xstate'
import type { Mapping } from '../../history/mapping.ts'
import type { Profile } from '../../history/profile.ts'
import type { FileProgress, HeadReading, HistoryWorker } from '../../workers/history.browser.ts'

/** The file being brought. `trusted`: the sample's own, which needs no questions when its columns are plain. */
type ChosenFile = { readonly name: string; readonly blob: Blob; readonly trusted: boolean; readonly timezone: string }

type Context = {
  readonly worker: HistoryWorker
  readonly file: ChosenFile | null
  readonly head: HeadReading | null
  readonly mapping: Mapping | null
  readonly progress: FileProgress | null
  readonly profile: Profile | null
  readonly failure: string | null
}

type Event =
  | { readonly type: 'CHOOSE'; readonly file: ChosenFile }
  | { readonly type: 'MAP'; readonly mapping: Mapping }
  | { readonly type: 'READ' }
  | { readonly type: 'PROGRESS'; readonly progress: FileProgress }
  | { readonly type: 'READ_DONE' }
  | { readonly type: 'FAILED'; readonly message: string }
  | { readonly type: 'CANCEL' }
  | { readonly type: 'REMAP' }
  | { readonly type: 'AGAIN' }

/** Bringing a history, step by step: choose a file, read its header, say which column is what, read all of it, look at it. */
export const wizard = setup({
  types: { context: {} as Context, events: {} as Event, input: {} as { readonly worker: HistoryWorker } },
  actors: {
    readHead: fromPromise(({ input }: { input: { worker: HistoryWorker; file: ChosenFile } }) => input.worker.readHead(input.file.blob)),
    readAll: fromCallback<Event, { worker: HistoryWorker; file: ChosenFile; mapping: Mapping }>(({ input, sendBack }) => {
      let left = false
      input.worker
        .read(input.file.blob, input.mapping, (progress) => sendBack({ type: 'PROGRESS', progress }))
        .then(
          () => !left && sendBack({ type: 'READ_DONE' }),
          (error: unknown) => !left && sendBack({ type: 'FAILED', message: messageOf(error) }),
        )
      return () => {
        left = true
        void input.worker.cancel()
      }
    }),
    profile: fromPromise(({ input }: { input: { worker: HistoryWorker } }) => input.worker.profile()),
  },
  guards: { plain: ({ context }) => context.file?.trusted === true && context.head?.recognition.questions.length === 0 },
}).createMachine({
  id: 'bring-history',
  context: ({ input }) => ({ worker: input.worker, file: null, head: null, mapping: null, progress: null, profile: null, failure: null }),
  initial: 'choose',
  on: {
    CHOOSE: {
      target: '.readingHeader',
      reenter: true,
      actions: assign({ file: ({ event }) => event.file, head: null, mapping: null, progress: null, profile: null, failure: null }),
    },
    AGAIN: { target: '.choose', actions: assign({ file: null, head: null, mapping: null, progress: null, profile: null, failure: null }) },
  },
  states: {
    choose: {},
    readingHeader: {
      invoke: {
        src: 'readHead',
        input: ({ context }) => ({ worker: context.worker, file: context.file! }),
        onDone: {
          target: 'recognised',
          actions: assign({
            head: ({ event }) => event.output,
            mapping: ({ context, event }) => ({ ...event.output.recognition.mapping, timezone: context.file!.timezone }),
          }),
        },
        onError: { target: 'failed', actions: assign({ failure: ({ event }) => messageOf(event.error) }) },
      },
      on: { CANCEL: 'choose' },
    },
    recognised: { always: [{ guard: 'plain', target: 'reading' }, { target: 'mapping' }] },
    mapping: {
      on: { MAP: { actions: assign({ mapping: ({ event }) => event.mapping }) }, READ: 'reading' },
    },
    reading: {
      invoke: { src: 'readAll', input: ({ context }) => ({ worker: context.worker, file: context.file!, mapping: context.mapping! }) },
      on: {
        PROGRESS: { actions: assign({ progress: ({ event }) => event.progress }) },
        READ_DONE: 'profiling',
        FAILED: { target: 'failed', actions: assign({ failure: ({ event }) => event.message }) },
        CANCEL: 'mapping',
      },
    },
    profiling: {
      invoke: {
        src: 'profile',
        input: ({ context }) => ({ worker: context.worker }),
        onDone: { target: 'ready', actions: assign({ profile: ({ event }) => event.output }) },
        onError: { target: 'failed', actions: assign({ failure: ({ event }) => messageOf(event.error) }) },
      },
    },
    /** Which activity is which step may still be said: it needs no new reading. */
    ready: { on: { REMAP: 'mapping', MAP: { actions: assign({ mapping: ({ event }) => event.mapping }) } } },
    failed: { on: { REMAP: { guard: ({ context }) => context.head !== null, target: 'mapping' } } },
  },
})

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
