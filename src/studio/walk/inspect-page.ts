import { createBrowserReceiver, type StatelyInspectionEvent } from '@statelyai/inspect'
import '../kit/base.css'
import './inspect-page.css'

const list = document.querySelector('ol')
const detail = document.querySelector('pre')
const count = document.querySelector('output')
let received = 0

// Only what comes from this origin is looked at: the library itself does not check.
window.addEventListener(
  'message',
  (event) => {
    if (event.origin !== location.origin) event.stopImmediatePropagation()
  },
  true,
)

createBrowserReceiver().subscribe((event) => {
  received += 1
  if (count) count.textContent = `${received} events`
  list?.append(lineOf(event))
  list?.lastElementChild?.scrollIntoView({ block: 'nearest' })
})

function lineOf(event: StatelyInspectionEvent): HTMLElement {
  const item = document.createElement('li')
  const button = document.createElement('button')
  const kind = document.createElement('span')
  kind.textContent = event.type.replace('@xstate.', '')
  button.append(kind, document.createTextNode(summaryOf(event)))
  button.addEventListener('click', () => {
    if (detail) detail.textContent = JSON.stringify(readable(event), null, 2)
    list?.querySelectorAll('[aria-current]').forEach((other) => other.removeAttribute('aria-current'))
    button.setAttribute('aria-current', 'true')
  })
  item.append(button)
  return item
}

function summaryOf(event: StatelyInspectionEvent): string {
  if (event.type === '@xstate.event') return event.event.type
  if (event.type === '@xstate.actor') return event.name
  const snapshot = event.snapshot as { value?: unknown; status?: string }
  return `${JSON.stringify(snapshot.value ?? snapshot.status ?? null)}`
}

/** The machine's definition comes as text; it is read as what it is. */
function readable(event: StatelyInspectionEvent): unknown {
  if (event.type !== '@xstate.actor' || event.definition === undefined) return event
  try {
    return { ...event, definition: JSON.parse(event.definition) as unknown }
  } catch {
    return event
  }
}
