import { useEffect, useState } from 'react'
import { type PlaceId, placeIds, type PlaceModule } from '../session/place.ts'

const loaders = import.meta.glob<{ place: PlaceModule }>('../*/place.tsx')
const loaded = new Map<PlaceId, PlaceModule>()

/** A place as far as it is there: `null` while it loads, a message when it cannot be loaded. */
export type LoadedPlace = PlaceModule | { readonly failed: string } | null

/** Loads a place's code when it is first gone to. */
export function usePlace(id: PlaceId): LoadedPlace {
  const [, setVersion] = useState(0)
  const [failed, setFailed] = useState<{ readonly id: PlaceId; readonly message: string } | null>(null)
  useEffect(() => {
    let gone = false
    void loadPlace(id).then(
      () => !gone && setVersion((version) => version + 1),
      (error: unknown) => !gone && setFailed({ id, message: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      gone = true
    }
  }, [id])
  const place = loaded.get(id)
  if (place) return place
  return failed?.id === id ? { failed: failed.message } : null
}

/** Fetches the code of all places while nothing else is to do, so that going to one is at once. One that fails is told when it is gone to. */
export async function loadAllPlaces(): Promise<void> {
  for (const id of placeIds) {
    await new Promise((resolve) => setTimeout(resolve, 400))
    await loadPlace(id).catch(() => {})
  }
}

/** Fetches the code of a place, at most once. */
export async function loadPlace(id: PlaceId): Promise<void> {
  if (loaded.has(id)) return
  const load = loaders[`../${id}/place.tsx`]
  if (!load) throw new Error(`There is no place called ${id}.`)
  loaded.set(id, (await load()).place)
}
