export interface Example {
  readonly label: string
  readonly calculation: string
  readonly result: string
}

const forms = [/(举例：[^，。]+)，([^=，。]+×[^=]+) = ([^。]+)。$/, /(Example, [^:]+): ([^=]+×[^=]+) = ([^=]+)\.$/]

/** Takes the worked example from the end of an explanation, so that it can be set as a sum. Anything else stays a paragraph. */
export function splitExample(explanation: string): { readonly before: string; readonly example: Example | null } {
  for (const form of forms) {
    const match = form.exec(explanation)
    if (match) return { before: explanation.slice(0, match.index).trim(), example: { label: match[1]!, calculation: match[2]!, result: match[3]! } }
  }
  return { before: explanation, example: null }
}
