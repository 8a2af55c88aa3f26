/** Operations of a formula on the kernel's stack. */
export const number = 0
export const attribute = 1
export const not = 2
export const negate = 3
export const isIn = 4
export const choose = 5
/** An attribute equals a constant. */
export const attributeIs = 6
export const and = 7
export const or = 8
export const equal = 9
export const unequal = 10
export const less = 11
export const atMost = 12
export const greater = 13
export const atLeast = 14
export const plus = 15
export const minus = 16
export const times = 17
export const by = 18
export const modulo = 19
