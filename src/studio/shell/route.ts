import { isPlaceId, type PlaceId } from '../session/place.ts'

/** What the address after `#` says: the start page, or a workflow and a place in it. */
export type Route = { readonly slug: string | null; readonly place: PlaceId | null }

/** Reads `#/abuse-reports/simulate`. What is not an address of ours is the start page. */
export function readRoute(hash: string): Route {
  const [, slug = '', place] = /^#\/([a-z0-9][a-z0-9-]{0,63})(?:\/([a-z]+))?\/?$/.exec(hash) ?? []
  return slug === '' ? { slug: null, place: null } : { slug, place: isPlaceId(place) ? place : null }
}

/** Writes the address of a place. */
export function writeRoute(slug: string | null, place: PlaceId): string {
  return slug === null ? '#/' : `#/${slug}/${place}`
}
