import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const names = ['left', 'right', 'drawer'] as const
type Region = (typeof names)[number]
type Regions = { readonly [region in Region]: boolean } & { readonly drawerTab: string }

const key = 'gemba.screen.regions'

const regions = createStore<Regions>(() => ({ left: true, right: true, drawer: false, drawerTab: 'problems', ...kept() }))
regions.subscribe((state) => {
  try {
    localStorage.setItem(key, JSON.stringify(state))
  } catch {
    // Forgotten with the tab.
  }
})

/** Which regions around the work are open, and the drawer's tab. */
export function useRegions(): Regions {
  return useStore(regions)
}

/** Opens or closes a region. */
export function toggleRegion(region: Region): void {
  regions.setState((state) => ({ [region]: !state[region] }))
}

/** Opens the drawer at a tab. */
export function openDrawer(drawerTab: string): void {
  regions.setState({ drawer: true, drawerTab })
}

function kept(): Partial<Regions> {
  try {
    const value = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, unknown>
    const open = Object.fromEntries(names.filter((name) => typeof value[name] === 'boolean').map((name) => [name, value[name]]))
    return { ...open, ...(typeof value['drawerTab'] === 'string' ? { drawerTab: value['drawerTab'] } : {}) } as Partial<Regions>
  } catch {
    return {}
  }
}
