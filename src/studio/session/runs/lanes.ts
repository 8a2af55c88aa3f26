import type { Lane } from '../../../simulation/experiment/lane.ts'

let opened: Promise<readonly Lane[]> | null = null

/** The workers of this page: opened with the first run, shared by all experiments, kept until the page goes. */
export function sharedLanes(): Promise<readonly Lane[]> {
  opened ??= import('../../../workers/lanes.browser.ts').then(({ openLanes }) => openLanes())
  return opened
}

/** Closes the workers, so that the next run opens new ones: after a worker has died. */
export async function closeLanes(): Promise<void> {
  const lanes = await opened?.catch(() => [])
  opened = null
  for (const lane of lanes ?? []) lane.close()
}
