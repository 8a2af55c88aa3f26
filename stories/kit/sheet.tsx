import type { ReactNode } from 'react'

/** The ground that stories of small parts stand on. */
export function Sheet({ width = 640, children }: { readonly width?: number; readonly children: ReactNode }) {
  return (
    <main style={{ minHeight: '100vh', padding: 24, background: 'var(--color-surface)' }}>
      <h1 className="spoken">Part of the kit</h1>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 20, maxWidth: width }}>{children}</div>
    </main>
  )
}

/** Parts side by side. */
export function Row({ children }: { readonly children: ReactNode }) {
  return <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 12 }}>{children}</div>
}
