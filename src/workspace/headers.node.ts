import type { ServerResponse } from 'node:http'

/**
 * What a built page may do: scripts only from files of this origin and workers only from addresses that its one policy of Trusted Types lets through
 * (workers/trusted.browser.ts); nothing comes from or goes to another origin. Styles may be inline: the canvas places its nodes so.
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self' blob:",
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
].join('; ')

/**
 * What a host of the app sends with every answer: no page frames it, reads it or guesses what a file is. Unlike the policy in the page itself, the one in a
 * header rules the workers too, which compile the engine's kernel.
 */
export const servedHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': `${pagePolicy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")}; frame-ancestors 'none'; object-src 'none'`,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** Puts the headers on every answer that is made after it. */
export function guardMiddleware(_: unknown, response: ServerResponse, next: () => void): void {
  for (const [name, value] of Object.entries(servedHeaders)) response.setHeader(name, value)
  next()
}
