/** Columns of a segment's row. */
export const completed = 0
export const leadTime = 1
export const met = 2
export const width = 3
