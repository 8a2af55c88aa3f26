import type { CanvasLayer } from './layer.ts'

/** The drawing. Reads the session's draft and selection. */
export function Canvas({ layer }: { layer?: CanvasLayer; editable?: boolean }) {
  return <div aria-label={layer?.title ?? 'Drawing'} />
}
