import { formatDuration } from '../../words/duration.ts'
import { ArrowRight, Bug, Check, Clock3, RotateCcw, TriangleAlert, Undo2, X } from 'lucide-react'
import { useState } from 'react'
import type { PossibleEvent, WalkState } from '../../machine/walk.ts'
import { eventTitle, guardWords } from '../../workflow/drawing/words.ts'
import { titleOf } from '../../workflow/tree.ts'
import { Button } from '../kit/button.tsx'
import { IconButton } from '../kit/icon-button.tsx'
import { Notice } from '../kit/notice.tsx'
import { Panel } from '../kit/panel.tsx'
import { select, say, useSession } from '../session/session.ts'
import { CaseForm } from './case-form.tsx'
import { ClockForm } from './clock-form.tsx'
import { openInspector } from './inspection.ts'
import styles from './walkthrough.module.css'
import { beginWalk, endWalk, moveWalk, openWalk, useWalk, type Walking } from './walk-store.ts'

/** One case, led through the real XState machine step by step. */
export function Walkthrough() {
  const { walking, fault } = useWalk()
  return (
    <section className={styles.walk} aria-label="Walk a case">
      <header className={styles.head}>
        <h2>Walk a case</h2>
        {walking && <IconButton label="Another case" icon={<RotateCcw />} onClick={endWalk} />}
        <IconButton label="Close" icon={<X />} onClick={() => openWalk(false)} />
      </header>
      {fault !== null && (
        <div className={styles.form}>
          <Notice tone="error" title="The machine cannot run yet">
            {fault}
          </Notice>
        </div>
      )}
      {walking ? <Steps walking={walking} /> : <CaseForm />}
    </section>
  )
}

function Steps({ walking }: { walking: Walking }) {
  const { state, workflow } = walking
  const tables = useSession((session) => session.tables)
  const stale = tables.states !== workflow.states || tables.transitions !== workflow.transitions
  const leaves = state.active.filter((uid) => !state.active.some((other) => workflow.states[other]?.parent === uid))
  return (
    <>
      <div className={styles.form}>
        <output className={styles.where}>
          {state.ended ? 'Ended in ' : 'Now in '}
          {leaves.map((uid, index) => {
            const at = workflow.states[uid]
            return at ? (
              <span key={uid}>
                {index > 0 && ' and '}
                <button type="button" onClick={() => select([uid])}>
                  {titleOf(at)}
                </button>
              </span>
            ) : null
          })}
          <span className={styles.quiet}>{state.now === 0 ? ' on arrival' : ` after ${formatDuration(state.now / 1000)}`}</span>
        </output>
        {stale && (
          <Notice
            tone="warning"
            title="The drawing has changed since"
            action={<Button onClick={() => beginWalk(tables, walking.context)}>Start again</Button>}
          />
        )}
        {state.fault !== null && (
          <Notice tone="error" title="The case cannot go on">
            {state.fault}
          </Notice>
        )}
        <div className={styles.bar}>
          <Button icon={<Undo2 />} disabled={state.entries.length < 2} onClick={() => moveWalk((walk) => walk.back())}>
            Back
          </Button>
          <Button variant="quiet" icon={<Bug />} onClick={() => inspect(walking)}>
            Inspector
          </Button>
        </div>
      </div>
      {!state.ended && (
        <Panel id="walk.events" title="What may happen" count={state.events.length}>
          <Events walking={walking} />
        </Panel>
      )}
      {!state.ended && (
        <Panel id="walk.clock" title="Clock">
          <ClockForm state={state} workflow={workflow} />
        </Panel>
      )}
      <Panel id="walk.case" title="The case">
        <Context walking={walking} />
      </Panel>
      <Panel id="walk.trace" title="What happened" count={state.entries.length}>
        <Trace state={state} walking={walking} />
      </Panel>
    </>
  )
}

function Events({ walking }: { walking: Walking }) {
  const { state } = walking
  if (state.events.length === 0)
    return (
      <p className={styles.quiet}>
        {state.timers.length > 0 ? 'Nothing but time moves it on: move the clock.' : 'Nothing can move this case on.'}
      </p>
    )
  return (
    <ul className={styles.events}>
      {state.events.map((event) => (
        <li key={event.event}>
          <EventButton event={event} walking={walking} />
        </li>
      ))}
    </ul>
  )
}

function EventButton({ event, walking: { workflow } }: { event: PossibleEvent; walking: Walking }) {
  const source = workflow.transitions[event.ways[0]?.transition ?? '']?.source ?? ''
  return (
    <>
      <Button icon={<ArrowRight />} disabled={!event.takes} onClick={() => moveWalk((walk) => walk.send(event.event))}>
        {eventTitle(event.event, source, workflow)}
      </Button>
      {event.ways.map(({ transition, holds }) => {
        const record = workflow.transitions[transition]
        if (!record?.guard) return null
        const Verdict = holds === null ? TriangleAlert : holds ? Check : X
        return (
          <span key={transition} className={styles.verdict} data-holds={String(holds)}>
            <Verdict size={12} aria-label={holds === null ? 'cannot be told' : holds ? 'holds' : 'does not hold'} />
            {guardWords(record.guard, workflow)}
          </span>
        )
      })}
    </>
  )
}

function Context({ walking: { state, workflow, context } }: { walking: Walking }) {
  return (
    <table className={styles.table}>
      <tbody>
        {Object.entries(state.context).map(([name, value]) => (
          <tr key={name} data-changed={context[name] !== undefined && context[name] !== value ? '' : undefined}>
            <th scope="row">{workflow.attributes[name]?.title ?? name}</th>
            <td>{String(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Trace({ state, walking: { workflow } }: { state: WalkState; walking: Walking }) {
  const [all, setAll] = useState(false)
  const entries = all ? state.entries : state.entries.slice(-12)
  const leavesOf = (states: readonly string[]) =>
    states
      .filter((uid) => !states.some((other) => workflow.states[other]?.parent === uid))
      .flatMap((uid) => {
        const at = workflow.states[uid]
        return at ? [titleOf(at)] : []
      })
      .join(' and ')
  return (
    <>
      {entries.length < state.entries.length && (
        <Button variant="quiet" onClick={() => setAll(true)}>{`Show all ${state.entries.length}`}</Button>
      )}
      <ol className={styles.trace}>
        {entries.map(({ time, event, states }, index) => (
          <li key={index}>
            <time>{formatDuration(time / 1000)}</time>
            <span>
              {sayEvent(event, workflow)}
              <small>{leavesOf(states)}</small>
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}

function sayEvent(event: string, workflow: Walking['workflow']) {
  if (event === 'xstate.init') return 'The case arrived'
  if (event.startsWith('xstate.after.'))
    return (
      <>
        <Clock3 size={12} aria-hidden /> A timer fired
      </>
    )
  if (event.startsWith('xstate.done')) return 'All inside was done'
  return eventTitle(event, workflow.header.workflow.root, workflow)
}

/** Walks the same moves again under the inspector's eyes. */
function inspect({ workflow, context }: Walking) {
  const observer = openInspector()
  if (observer) beginWalk(workflow, context, observer)
  else say('The browser did not open the inspector’s window; allow pop-ups for this page.', 'warning')
}
