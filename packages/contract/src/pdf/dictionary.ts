/** Names to values as they are written (ISO 32000-2 section 7.3.7); names keep their escapes. `end` is behind `>>`. */
export function readDictionary(text: string, at = 0): { readonly entries: Map<string, string>; readonly end: number } {
  let end = skipSpace(text, at)
  if (!text.startsWith('<<', end)) throw new TypeError('no dictionary')
  end = skipSpace(text, end + 2)
  const entries = new Map<string, string>()
  while (!text.startsWith('>>', end)) {
    if (text[end] !== '/') throw new TypeError('a dictionary without names')
    const name = skipValue(text, end)
    const value = skipSpace(text, name)
    const behind = skipValue(text, value)
    entries.set(text.slice(end + 1, name), text.slice(value, behind))
    end = skipSpace(text, behind)
  }
  return { entries, end: end + 2 }
}

export function writeDictionary(entries: ReadonlyMap<string, string>): string {
  return `<<${[...entries].map(([name, value]) => `/${name} ${value}`).join('')}>>`
}

function skipSpace(text: string, at: number): number {
  const space = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y
  space.lastIndex = at
  space.test(text)
  return space.lastIndex
}

/** Behind one value: reference, number, name, string, array or dictionary. */
function skipValue(text: string, at: number): number {
  if (text.startsWith('<<', at)) return skipMany(text, at + 2, '>>')
  if (text[at] === '[') return skipMany(text, at + 1, ']')
  if (text[at] === '(') return skipString(text, at)
  const simple = /<[^>]*>|\/[^\0\t\n\f\r ()<>[\]{}/%]*|\d+ \d+ R\b|[^\0\t\n\f\r ()<>[\]{}/%]+/y
  simple.lastIndex = at
  if (!simple.test(text)) throw new TypeError('no value')
  return simple.lastIndex
}

function skipMany(text: string, from: number, close: string): number {
  let at = skipSpace(text, from)
  while (!text.startsWith(close, at)) at = skipSpace(text, skipValue(text, at))
  return at + close.length
}

function skipString(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return at + 1
  }
  throw new TypeError('a string without end')
}
