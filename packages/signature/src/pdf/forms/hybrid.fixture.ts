import { identifier, writeObjects } from '../pdf.fixture.js'
import { latin1 } from '../syntax/write.js'

/**
 * A file for readers of two ages (ISO 32000-2 section 7.5.8.4): whatever is neither stream nor page tree, the form and its fields above all, stands in an
 * object stream that the table calls free and /XRefStm lists.
 */
export function writeHybrid(bodies: ReadonlyMap<number, string>): Uint8Array<ArrayBuffer> {
  const isHidden = (body: string): boolean => !body.endsWith('endstream') && !/\/Type\/(Catalog|Pages?)\b/.test(body)
  const hidden = [...bodies].filter(([, body]) => isHidden(body))
  const container = Math.max(...bodies.keys()) + 1
  const own = container + 1
  let header = ''
  let content = ''
  for (const [number, body] of hidden) {
    header += `${number} ${content.length} `
    content += `${body}\n`
  }
  const shown = new Map([...bodies].filter(([, body]) => !isHidden(body)))
  const { text: objects, offsets } = writeObjects(new Map([...shown, [container, `<</Type/ObjStm/N ${hidden.length}/First ${header.length}/Length ${header.length + content.length}>>\nstream\n${header}${content}\nendstream`]]))
  const row = (type: number, second: number, third: number): string => String.fromCharCode(type, (second >> 16) & 255, (second >> 8) & 255, second & 255, third)
  const rows = [...hidden.map(([number], index) => [number, row(2, container, index)] as const), [container, row(1, offsets.get(container)!, 0)] as const, [own, row(1, objects.length, 0)] as const]
  const data = rows.map(([, octets]) => octets).join('')
  const text = `${objects}${own} 0 obj\n<</Type/XRef/Size ${own + 1}/W[1 3 1]/Index[${rows.map(([number]) => `${number} 1`).join(' ')}]/Root 1 0 R${identifier}/Length ${data.length}>>\nstream\n${data}\nendstream\nendobj\n`
  const table = Array.from({ length: own + 1 }, (_, number) => (shown.has(number) ? `${String(offsets.get(number)).padStart(10, '0')} 00000 n \n` : '0000000000 65535 f \n'))
  return latin1(`${text}xref\n0 ${own + 1}\n${table.join('')}trailer\n<</Size ${own + 1}/Root 1 0 R${identifier}/XRefStm ${objects.length}>>\nstartxref\n${text.length}\n%%EOF\n`) as Uint8Array<ArrayBuffer>
}
