/** How many pairs of servers stand side by side. */
export const pairs: number
export const staticPort: number
export const folderPort: number
export const staticAddress: string
export const folderAddress: string
