/** The compiled kernel in base 64; made by scripts/kernel.mjs. */
declare module 'virtual:kernel' {
  const bytes: string
  export default bytes
}
