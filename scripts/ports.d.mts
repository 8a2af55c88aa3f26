export const staticPort: number
export const folderPort: number
export const staticAddress: string
export const folderAddress: string
