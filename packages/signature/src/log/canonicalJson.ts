/**
 * JSON in the canonical form of RFC 8785: keys by UTF-16 order, no white space, numbers as ECMAScript prints them.
 * @throws TypeError for what JSON does not know: undefined, NaN, functions, dates, lone surrogates
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') {
    if (!isWellFormed(value)) throw new TypeError('a string holds a lone surrogate')
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('JSON knows no such number')
    return JSON.stringify(value)
  }
  // A hole in an array is undefined, not nothing.
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  // A Date, a Map or bytes would come out as `{}`.
  if (typeof value === 'object' && Object.prototype.toString.call(value) === '[object Object]') {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`).join(',')}}`
  }
  throw new TypeError(`JSON knows no ${typeof value}`)
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)
}
