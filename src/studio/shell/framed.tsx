import { Empty } from '../kit/empty.tsx'

/** What stands in place of the application inside a frame of another page, where a click could be meant for something else. */
export function Framed() {
  return (
    <main style={{ display: 'grid', height: '100%' }}>
      <Empty
        title="Gemba does not work inside another page"
        action={
          <a href={location.href} target="_blank" rel="noopener">
            Open it in a tab of its own
          </a>
        }
      >
        So that a click meant for that page never changes a workflow.
      </Empty>
    </main>
  )
}
