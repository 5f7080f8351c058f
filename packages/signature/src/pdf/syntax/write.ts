import type { PdfValue } from './values.js'

/** A value in PDF syntax. Strings and numbers come out as they were read. Streams are written by appendRevision. */
export function writeValue(value: PdfValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  switch (value.kind) {
    case 'name':
      return `/${escapeName(value.name)}`
    case 'reference':
      return `${value.number} ${value.generation} R`
    case 'number':
      return value.source
    case 'string':
      return value.source !== '' ? value.source : `<${Array.from(value.bytes, (octet) => octet.toString(16).padStart(2, '0')).join('')}>`
    case 'array':
      return `[${value.items.map(writeValue).join(' ')}]`
    case 'dictionary':
      return writeDictionary(value.entries)
    case 'stream':
      throw new TypeError('a stream is an object of its own')
  }
}

function writeDictionary(entries: ReadonlyMap<string, PdfValue>): string {
  let text = '<<'
  for (const [key, entry] of entries) text += `${text.length > 2 ? ' ' : ''}/${escapeName(key)} ${writeValue(entry)}`
  return `${text}>>`
}

/** ISO 32000-2 section 7.3.5: everything but regular printable characters as #xx. */
function escapeName(name: string): string {
  if (/^[A-Za-z0-9]*$/.test(name)) return name
  return name.replace(/[^!-~]|[#()<>[\]{}/%]/g, (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/** A text string: ASCII as a literal, all else UTF-16BE with its byte order mark (section 7.9.2.2). A `%` would look like a comment to a careless reader. */
export function writeText(text: string): string {
  if (/^[\x20-\x24\x26-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, (character) => `\\${character}`)})`
  let units = ''
  for (let i = 0; i < text.length; i++) units += text.charCodeAt(i).toString(16).padStart(4, '0')
  return `<feff${units}>`
}

/** A date (section 7.9.4) from one in RFC 3339, in UTC and whole seconds. */
export function writeDate(time: string): string {
  return `(D:${time.replace(/[-:T]/g, '')})`
}

/** One octet a character. What is written here is ASCII, or octets that are kept as they were read. */
export function latin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}
