import { assign, fromCallback, fromPromise, setup } from 'xstate'
import { withAnswer } from '../../history/mapping.ts'
import type { Mapping, MappingPatch } from '../../history/mapping.ts'
import type { Profile } from '../../history/profile.ts'
import type { Question } from '../../history/question.ts'
import type { FileProgress, HeadReading, HistoryFile, HistoryWorker } from '../../workers/history.browser.ts'

/** The file being brought. `trusted`: the sample's own, which needs no questions when its columns are plain. */
type ChosenFile = { readonly name: string; readonly blob: HistoryFile; readonly trusted: boolean; readonly timezone: string }

type Context = {
  readonly worker: HistoryWorker
  readonly file: ChosenFile | null
  readonly head: HeadReading | null
  readonly mapping: Mapping | null
  readonly progress: FileProgress | null
  readonly profile: Profile | null
  readonly failure: string | null
  /** What has to be answered before the file can be read. */
  readonly asked: readonly Question[]
}

type Event =
  | { readonly type: 'CHOOSE'; readonly file: ChosenFile }
  | { readonly type: 'MAP'; readonly mapping: Mapping }
  | { readonly type: 'READ' }
  | { readonly type: 'PROGRESS'; readonly progress: FileProgress }
  | { readonly type: 'READ_DONE' }
  | { readonly type: 'ASKED'; readonly questions: readonly Question[] }
  | { readonly type: 'ANSWER'; readonly answer: MappingPatch }
  /** A mapping file was given. */
  | { readonly type: 'USE_MAPPING'; readonly mapping: Mapping }
  | { readonly type: 'FAILED'; readonly message: string }
  | { readonly type: 'CANCEL' }
  | { readonly type: 'REMAP' }
  | { readonly type: 'AGAIN' }

function answered(context: Context, answer: MappingPatch) {
  return { mapping: withAnswer(context.mapping!, answer), profile: null, progress: null, asked: [], failure: null }
}

function withMapping(mapping: Mapping) {
  return { mapping, profile: null, progress: null, asked: [], failure: null }
}

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
          (questions) => !left && sendBack(questions.length > 0 ? { type: 'ASKED', questions } : { type: 'READ_DONE' }),
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
  context: ({ input }) => ({
    worker: input.worker,
    file: null,
    head: null,
    mapping: null,
    progress: null,
    profile: null,
    failure: null,
    asked: [],
  }),
  initial: 'choose',
  on: {
    CHOOSE: {
      target: '.readingHeader',
      reenter: true,
      actions: assign({ file: ({ event }) => event.file, head: null, mapping: null, progress: null, profile: null, failure: null }),
    },
    AGAIN: {
      target: '.choose',
      actions: assign({ file: null, head: null, mapping: null, progress: null, profile: null, failure: null, asked: [] }),
    },
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
            mapping: ({ context, event }) => ({
              ...event.output.recognition.mapping,
              // Times that say their offset tell their zone themselves, here as on the command line.
              ...(saysOffsets(event.output) || saysZone(event.output) ? {} : { timezone: context.file!.timezone }),
            }),
          }),
        },
        onError: { target: 'failed', actions: assign({ failure: ({ event }) => messageOf(event.error) }) },
      },
      on: { CANCEL: 'choose' },
    },
    recognised: { always: [{ guard: 'plain', target: 'reading' }, { target: 'mapping' }] },
    mapping: {
      on: {
        MAP: { actions: assign({ mapping: ({ event }) => event.mapping }) },
        READ: 'reading',
        USE_MAPPING: { target: 'reading', actions: assign(({ event }) => withMapping(event.mapping)) },
      },
    },
    reading: {
      invoke: { src: 'readAll', input: ({ context }) => ({ worker: context.worker, file: context.file!, mapping: context.mapping! }) },
      on: {
        PROGRESS: { actions: assign({ progress: ({ event }) => event.progress }) },
        READ_DONE: 'profiling',
        ASKED: {
          target: 'failed',
          actions: assign({ asked: ({ event }) => event.questions, failure: 'Something has to be said first.' }),
        },
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
    ready: {
      on: {
        REMAP: 'mapping',
        USE_MAPPING: { target: 'reading', actions: assign(({ event }) => withMapping(event.mapping)) },
        MAP: { actions: assign({ mapping: ({ event }) => event.mapping }) },
        ANSWER: { target: 'reading', actions: assign(({ context, event }) => answered(context, event.answer)) },
      },
    },
    failed: {
      on: {
        ANSWER: {
          guard: ({ context }) => context.mapping !== null,
          target: 'reading',
          actions: assign(({ context, event }) => answered(context, event.answer)),
        },
        USE_MAPPING: {
          guard: ({ context }) => context.head !== null,
          target: 'reading',
          actions: assign(({ event }) => withMapping(event.mapping)),
        },
        REMAP: { guard: ({ context }) => context.head !== null, target: 'mapping' },
      },
    },
  },
})

/** Whether a time of the first rows has an offset behind it. */
function saysOffsets({ opening }: HeadReading): boolean {
  return opening.sample.some((row) => row.some((cell) => /\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)$/.test(cell.trim())))
}

/** Whether a column names the zone of the times, or asks which it is. */
function saysZone({ recognition }: HeadReading): boolean {
  return recognition.mapping.timezone !== undefined || recognition.questions.some(({ id }) => id === 'zone')
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
