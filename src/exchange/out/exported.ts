/** A workflow in a form of another tool, and what that form cannot say, a sentence each. The sentences stand in the text as well. */
export type Exported = { readonly text: string; readonly losses: readonly string[] }
