export const budget: number
export function initialScripts(): readonly { readonly name: string; readonly bytes: number }[]
