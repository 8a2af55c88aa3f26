type Documents = { readonly workflow: object; readonly scenario: object }

export function mmc(): Documents
export function line(larger?: { readonly staff?: number; readonly more?: number; readonly levels?: number }): Documents
export function jackson(): Documents
export function textOf(document: object): string
export const models: { readonly mmc: () => Documents; readonly line: () => Documents; readonly jackson: () => Documents }
