import { concatBytes } from '../../der/bytes.js'
import { readPdf } from '../readPdf.js'
import { latin1, writeValue } from '../syntax/write.js'
import { appendTable, startxrefOf } from '../pdf.fixture.js'

/** How an update that somebody else's software appends may list its objects, whatever the file had before. */
export const updateForms = ['table', 'stream', 'object-stream', 'hybrid'] as const
export type UpdateForm = (typeof updateForms)[number]

/** One more revision, of one object: unless another is given it says when the file was last changed, and makes or renews the information dictionary. */
export function appendForm(base: Uint8Array, form: UpdateForm, date = 'D:20261120024218Z', other?: { readonly number: number; readonly body: string }): Uint8Array<ArrayBuffer> {
  const pdf = readPdf(base)
  const before = pdf.trailer.entries.get('Info') as { readonly number: number } | undefined
  const information = before?.number ?? pdf.size
  const { number, body } = other ?? { number: information, body: `<</ModDate(${date})>>` }
  const [container, own] = [pdf.size + 1, pdf.size + 2]
  const kept = ['Root', 'ID'].map((key) => `/${key} ${writeValue(pdf.trailer.entries.get(key)!)}`).join('')
  const trailer = `${kept}${other ? '' : `/Info ${information} 0 R`}`
  if (form === 'table') return appendTable(base, new Map([[number, body]]), { trailer, size: pdf.size + 1 })
  const packed = form !== 'stream'
  const header = `${number} 0 `
  const object = packed ? `${container} 0 obj\n<</Type/ObjStm/N 1/First ${header.length}/Length ${header.length + body.length}>>\nstream\n${header}${body}\nendstream\nendobj\n` : `${number} 0 obj\n${body}\nendobj\n`
  const row = (type: number, second: number): string => String.fromCharCode(type, (second >> 16) & 255, (second >> 8) & 255, second & 255, 0)
  const at = base.length + 1
  const section = at + object.length
  const index = packed ? `${number} 1 ${container} 2` : `${number} 1 ${own} 1`
  const rows = packed ? row(2, container) + row(1, at) + row(1, section) : row(1, at) + row(1, section)
  const previous = form === 'hybrid' ? '' : `/Prev ${startxrefOf(base)}`
  const stream = `${own} 0 obj\n<</Type/XRef/Size ${own + 1}/W[1 3 1]/Index[${index}]${trailer}${previous}/Length ${rows.length}>>\nstream\n${rows}\nendstream\nendobj\n`
  if (form !== 'hybrid') return concatBytes([base, latin1(`\n${object}${stream}startxref\n${section}\n%%EOF\n`)])
  const table = `xref\n${number} 1\n0000000000 65535 f \n${container} 2\n0000000000 65535 f \n0000000000 65535 f \ntrailer\n<</Size ${own + 1}${trailer}/Prev ${startxrefOf(base)}/XRefStm ${section}>>\n`
  return concatBytes([base, latin1(`\n${object}${stream}${table}startxref\n${section + stream.length}\n%%EOF\n`)])
}
