import { startxrefOf } from '../../pdf/pdf.fixture.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { concatBytes } from '../../der/bytes.js'
import { contractFixture } from '../contract.fixture.js'
import { text } from '../signOver.fixture.js'
import { append, edited, otherAmount, sign, signedContract, withText, type Forgery, type Victim } from './victim.fixture.js'

/** Cross-references that say one thing to one reader and another to the next. */
export async function xrefTricks(victim: Victim): Promise<Forgery[]> {
  const signed = await signedContract(victim)
  const whole = append(signed, { 5: otherAmount })
  const frozen = contractFixture({ form: victim.form })
  const tail = (change: (part: string) => string): Uint8Array => withText(signed, change(text(whole).slice(signed.length)))
  // A whole object inside a signed stream, which an offset of the attacker's makes real.
  const inStream = await signedContract(victim, { objects: [`<</Length ${otherAmount.length + 16}>>\nstream\n5 0 obj\n${otherAmount}\nendobj\nendstream`] })
  const innerAt = text(inStream).indexOf('5 0 obj\n<</Length', text(inStream).indexOf('20 0 obj'))
  return [
    { what: '/Prev passes the signed revision by', file: append(signed, { 5: otherAmount }, { previous: startxrefOf(frozen) }) },
    { what: '/Prev leads to itself', file: tail((part) => part.replace(/\/Prev \d+/, `/Prev ${startxrefOf(whole)}`)) },
    { what: '/Prev leads nowhere', file: append(signed, { 5: otherAmount }, { previous: 7 }) },
    { what: 'startxref 0', file: tail((part) => part.replace(/startxref\n\d+/, 'startxref\n0')) },
    { what: 'startxref to the signed table, the new one before it', file: tail((part) => part.replace(/startxref\n\d+/, `startxref\n${startxrefOf(signed)}`)) },
    { what: 'two ends, the first to the new table', file: tail((part) => `${part}startxref\n${startxrefOf(signed)}\n%%EOF\n`) },
    { what: 'the object under another generation', file: tail((part) => part.replace('5 0 obj', '5 1 obj').replace(' 00000 n ', ' 00001 n ')) },
    { what: 'the object freed and defined in the same table', file: tail((part) => part.replace('xref\n', 'xref\n5 1\n0000000000 00001 f \n')) },
    { what: 'the object freed', file: append(signed, {}, { freed: [5] }) },
    { what: 'an offset into a signed stream', file: edited(append(inStream, { 5: 'null' }), (all) => all.replace(/(\n5 1\n)\d{10}(?= 00000 n \ntrailer)/, `$1${String(innerAt).padStart(10, '0')}`)) },
    { what: 'an object stream that stands for a plain object', file: packedInstead(signed) },
    { what: 'a hybrid file whose stream hides an object', file: hybrid(signed) },
    { what: 'a smaller /Size', file: tail((part) => part.replace('/Size 200', '/Size 6')) },
    { what: 'a table with rows that are too short', file: tail((part) => part.replace(/ n \n/g, ' n\n')) },
    { what: 'a table that is longer than it says', file: tail((part) => part.replace('5 1\n', '5 2\n')) },
    { what: 'a trailer with another /Root behind the same table', file: tail((part) => part.replace('trailer\n', 'trailer\n<</Root 5 0 R>>\ntrailer\n')) },
    { what: 'encryption that comes later', file: tail((part) => part.replace('/Root 1 0 R', '/Root 1 0 R/Encrypt<</Filter/Standard/V 1>>')) },
    { what: 'the first revision again behind the second', file: concatBytes([signed, frozen]) },
    { what: 'another file before the header', file: concatBytes([latin1(`%PDF-1.7\n5 0 obj\n${otherAmount}\nendobj\n`), signed]) },
    { what: 'an update between two signatures', file: await sign(victim, whole, { field: 'lender' }) },
  ]
}

/** A stream of the cross-reference that finds the font, once a plain object, in an object stream (section 7.5.7). */
function packedInstead(signed: Uint8Array): Uint8Array {
  const packed = '7 0 <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[51/nine 48/nine]>>>>'
  const object = `\n50 0 obj\n<</Type/ObjStm/N 1/First 4/Length ${packed.length}>>\nstream\n${packed}\nendstream\nendobj\n`
  const own = signed.length + object.length
  const row = (kind: number, place: number): string => String.fromCharCode(kind, (place >> 16) & 255, (place >> 8) & 255, place & 255, 0)
  const rows = row(2, 50) + row(1, signed.length + 1) + row(1, own)
  return withText(signed, `${object}60 0 obj\n<</Type/XRef/Size 200/W[1 3 1]/Index[7 1 50 1 60 1]/Root 1 0 R/Prev ${startxrefOf(signed)}/Length ${rows.length}>>\nstream\n${rows}\nendstream\nendobj\nstartxref\n${own}\n%%EOF\n`)
}

/** A table that lists nothing, and /XRefStm with a stream that lists page content (ISO 32000-2 section 7.5.8.4). */
function hybrid(signed: Uint8Array): Uint8Array {
  const object = `\n5 0 obj\n${otherAmount}\nendobj\n`
  const streamAt = signed.length + object.length
  const [at, own] = [signed.length + 1, streamAt]
  const row = (offset: number): string => String.fromCharCode(1, (offset >> 16) & 255, (offset >> 8) & 255, offset & 255, 0)
  const stream = `60 0 obj\n<</Type/XRef/Size 200/W[1 3 1]/Index[5 1 60 1]/Root 1 0 R/Length 10>>\nstream\n${row(at)}${row(own)}\nendstream\nendobj\n`
  const table = streamAt + stream.length
  return withText(signed, `${object}${stream}xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 200/Root 1 0 R/Prev ${startxrefOf(signed)}/XRefStm ${streamAt}>>\nstartxref\n${table}\n%%EOF\n`)
}
