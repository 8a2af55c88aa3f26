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
