/** Zeroed memory, aligned to 8 bytes, that is never given back. */
export function allocate(bytes: usize): usize {
  const at = heap.alloc((bytes + 7) & ~7)
  memory.fill(at, 0, (bytes + 7) & ~7)
  return at
}

@inline
export function rounded(bytes: usize): usize {
  return (bytes + 7) & ~7
}

@inline
export function int(table: usize, at: i32): i32 {
  return load<i32>(table + (<usize>at << 2))
}

@inline
export function float(table: usize, at: i32): f64 {
  return load<f64>(table + (<usize>at << 3))
}

@inline
export function add(table: usize, at: i32, value: f64): void {
  const place = table + (<usize>at << 3)
  store<f64>(place, load<f64>(place) + value)
}
