/** The mark of Gemba: work flows in, waits, and goes on. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="4.5" fill="var(--color-accent)" />
      <g fill="none" stroke="var(--color-on-accent)" strokeWidth="2" strokeLinecap="round">
        <path d="M4 6.25h4.5M4 13.75h4.5M11.5 10H16" />
        <path d="M8.5 6.25C11 6.25 9.5 10 11.5 10M8.5 13.75C11 13.75 9.5 10 11.5 10" />
      </g>
    </svg>
  )
}
