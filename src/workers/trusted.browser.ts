type TrustedTypes = { createPolicy(name: 'default', rules: { createScriptURL(address: string): string | null }): unknown }

/**
 * The one policy of Trusted Types of this page or worker: a worker starts only from a built script of this origin, and text becomes neither markup nor code.
 * Called before the first worker is started; a browser without Trusted Types starts them as ever.
 */
export function trustOwnWorkers(): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes }
  trustedTypes?.createPolicy('default', {
    createScriptURL: (address) => {
      const { origin, protocol, pathname } = new URL(address, location.href)
      return origin === location.origin && protocol === location.protocol && /\/assets\/[\w.-]+\.js$/.test(pathname) ? address : null
    },
  })
}
