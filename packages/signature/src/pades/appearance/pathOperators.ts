const pathOperators: ReadonlySet<string> = new Set(['q', 'Q', 'cm', 'm', 'l', 'c', 'h', 'f', 'f*', 'S', 'w', 'RG', 'rg', 'J', 'j'])
/** Tokens that are no numbers, each with what stands before it: to look behind at every place takes longer. */
const others = /(?:^|[ \n])(?!-?\d{1,7}(?:\.\d{1,8})?(?:[ \n]|$))[^ \n]+/g

/**
 * Whether a content stream does nothing but fill and stroke paths, with q and Q balanced (ISO 32000-2 Annex A).
 * No text, no images, no resources, no inline data; `further` names tokens allowed besides.
 */
export function drawsOnlyPaths(operators: string, further: readonly string[] = []): boolean {
  // Other white space would part tokens here and not in a viewer, or the other way round.
  if (!/^[\x21-\x7e \n]*$/.test(operators)) return false
  let depth = 0
  for (const other of operators.match(others) ?? []) {
    const token = other.trim()
    if (!pathOperators.has(token) && !further.includes(token)) return false
    if (token === 'q') depth++
    if (token === 'Q' && --depth < 0) return false
  }
  return depth === 0
}
