export function findBrowser(options?: { whole?: boolean }): Promise<string | null>
export const browserArgs: string[]
