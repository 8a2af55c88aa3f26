export function findBrowser(): Promise<string | null>
export const browserArgs: string[]
