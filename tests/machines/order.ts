import { and, assign, fromPromise, not, setup } from 'xstate'

// A machine as a team's code has it: computed keys, spreads, constants, named implementations. Tests run it for real and compare.
const minute = 60 * 1000
const Phase = { Idle: 'idle', Loading: 'loading' } as const
const always = { CANCEL: { target: '#order.cancelled' } } as const

export const orderMachine = setup({
  types: {} as { context: { retries: number; paid: boolean; vip: boolean } },
  actors: { loadOrder: fromPromise(async () => 1) },
  guards: {
    canRetry: ({ context }) => context.retries < 3,
    isVip: ({ context: { vip } }) => vip,
    isPaid: (args) => args.context.paid === true,
  },
  actions: { again: assign({ retries: ({ context }) => context.retries + 1 }), notify: () => undefined },
  delays: { payment: 5 * minute },
}).createMachine({
  id: 'order',
  context: { retries: 0, paid: false, vip: false },
  initial: Phase.Idle,
  states: {
    [Phase.Idle]: { on: { START: Phase.Loading, ...always } },
    loading: {
      invoke: {
        src: 'loadOrder',
        onDone: 'review',
        onError: [{ target: 'loading', guard: 'canRetry', actions: 'again', reenter: true }, { target: 'failed' }],
      },
    },
    review: {
      on: {
        APPROVE: [{ guard: and([not('isVip'), 'isPaid']), target: 'done' }, { target: 'paying' }],
        REJECT: 'cancelled',
        NOTE: { actions: 'notify' },
      },
    },
    paying: {
      after: { payment: 'cancelled' },
      on: { PAID: { target: 'review', actions: assign({ paid: true }) }, ...always },
    },
    done: { type: 'final' },
    cancelled: { type: 'final' },
    failed: {},
  },
})
