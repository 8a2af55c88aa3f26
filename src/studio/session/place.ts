import type { ComponentType } from 'react'

/** The places of the studio, in the order of the bar and of the keys 1 to 6. */
export const placeIds = ['design', 'history', 'simulate', 'improve', 'review', 'runbook'] as const
export type PlaceId = (typeof placeIds)[number]

/** What a tab or a list calls each place. */
export const placeTitles: Readonly<Record<PlaceId, string>> = {
  design: 'Design',
  history: 'History',
  simulate: 'Simulate',
  improve: 'Improve',
  review: 'Review',
  runbook: 'Runbook',
}

/** Whether a text from outside (an address) names a place. */
export function isPlaceId(text: string | undefined): text is PlaceId {
  return placeIds.some((id) => id === text)
}

/**
 * What a place's `place.tsx` exports as `place`. The shell lays the parts out: `Left` replaces the outline, `Main` is the work, `Right` the inspector
 * (absent: the region is closed), `Drawer` a tab of its own below. The components take nothing and read the session.
 */
export type PlaceModule = {
  readonly id: string
  readonly title: string
  readonly Left?: ComponentType
  readonly Main?: ComponentType
  readonly Right?: ComponentType
  readonly Drawer?: ComponentType
}
