import { digest } from '../../crypto/hashing/digest.js'
import { concatBytes } from '../../der/bytes.js'
import { toHex } from '../../encoding/hex.js'
import { readPdf } from '../../pdf/readPdf.js'
import { latin1, writeValue } from '../../pdf/syntax/write.js'
import { requestTimestamp } from '../../timestamp/requestTimestamp.js'
import { contractFixture } from '../contract.fixture.js'
import { text } from '../signOver.fixture.js'
import { append, drawing, look, otherAmount, sign, signedContract, type Forgery, type Victim } from './victim.fixture.js'

const page = '/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>/Contents 5 0 R/Annots[60 0 R]'
const range = `/ByteRange[0 0 0 0]${' '.repeat(40)}`
const waiting = `<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161${range}/Contents<${'0'.repeat(8000)}>>>`
const lid = look('1 1 1 rg 0 0 400 100 re f 0 g BT /F1 14 Tf 2 10 Td (Amount 999999.00) Tj ET')

const there = '[70 690 470 790]'
/** Where poppler or PDFium draw though there is no rectangle, or none with a size, and what they draw there as it is meant. */
const rectangles: Readonly<Record<string, string>> = {
  [there]: lid,
  '[null 690 470 790]': lid,
  '[(a) 690 470 790]': lid,
  '[70 690 470 790 0]': lid,
  '[70 690 70 690]': lid.replace('/BBox[0 0 400 100]', ''),
  '[70 690 470 690]': lid,
}

/** Fields that whoever can ask an authority for a timestamp adds or fills in, and object streams that a rule takes for something else. */
export async function tokenFields(victim: Victim): Promise<Forgery[]> {
  const signed = await signedContract(victim)
  const forgeries: Forgery[] = []
  for (const subtype of ['/Subtype/Stamp', '/Subtype/FreeText', '/Subtype/Square', '/Subtype/Link', '/Subtype/Widget', '']) {
    for (const [rect, drawn] of Object.entries(subtype === '/Subtype/Widget' ? rectangles : { [there]: lid })) {
      const file = append(signed, {
        3: `<<${page}>>`,
        6: '<</Fields[10 0 R 12 0 R 60 0 R]/SigFlags 3/DR<</Font<</F1 7 0 R>>>>>>',
        60: `<</Type/Annot${subtype}/FT/Sig/T(x)/F 4/P 3 0 R/Rect${rect}/V 61 0 R/AP<</N 62 0 R>>>>`,
        61: waiting,
        62: drawn,
      })
      forgeries.push({ what: `a field of a document timestamp that draws, ${subtype || 'of no subtype'}, ${rect}`, file: await stamped(victim, file) })
    }
  }
  forgeries.push(...(await inPlaceOfNothing(victim)))
  const lender = writeValue(readPdf(signed).object(12)).replace('13 0 R', '62 0 R').replace(/>>$/, '/V 61 0 R>>')
  forgeries.push({ what: 'a document timestamp in the place that awaits the lender', file: await stamped(victim, append(signed, { 12: lender, 61: waiting, 62: lid })) })
  return [...forgeries, await replacedContainer(victim)]
}

/** An empty field that showed nothing when it was signed, for it has no rectangle or is an annotation of another kind, is filled with a token and a look. */
async function inPlaceOfNothing(victim: Victim): Promise<Forgery[]> {
  const forgeries: Forgery[] = []
  for (const [subtype, rect] of [...Object.keys(rectangles).map((rect) => ['Widget', rect] as const), ['Stamp', there] as const, ['FreeText', there] as const]) {
    const field = (rest: string): string => `<</Type/Annot/Subtype/${subtype}/FT/Sig/T(x)/F 4/P 3 0 R/Rect${rect}${rest}>>`
    const signed = await signedContract(victim, { objects: [field('')], pageEntries: '/Annots[20 0 R]', moreFields: [20] })
    const file = append(signed, { 20: field('/V 61 0 R/AP<</N 62 0 R>>'), 61: waiting, 62: rectangles[rect]! })
    forgeries.push({ what: `a document timestamp in a field that showed nothing, ${subtype}, ${rect}`, file: await stamped(victim, file), says: 'suspicious-change' })
    const drawn = await signedContract(victim, { objects: [field('/AP<</N 21 0 R>>'), look('')], pageEntries: '/Annots[20 0 R]', moreFields: [20] })
    const replaced = append(drawn, { 20: field('/AP<</N 21 0 R>>/V 61 0 R'), 21: rectangles[rect]!, 61: waiting })
    forgeries.push({ what: `the same, its empty look replaced where it stood, ${subtype}, ${rect}`, file: await stamped(victim, replaced), says: 'suspicious-change' })
  }
  return forgeries
}

/** The file's last /Contents filled with a token of the authority that everybody trusts. */
async function stamped({ pki }: Victim, file: Uint8Array): Promise<Uint8Array> {
  const whole = text(file)
  const from = whole.lastIndexOf('/Contents<') + '/Contents'.length
  const to = whole.indexOf('>', from) + 1
  const covered = latin1(whole.replace(range, `/ByteRange[0 ${from} ${to} ${file.length - to}]`.padEnd(range.length)))
  const token = await requestTimestamp({ authority: pki.timestampAuthority, digest: await digest({ algorithm: 'SHA-256', data: concatBytes([covered.subarray(0, from), covered.subarray(to)]) }) })
  covered.set(latin1(toHex(token)), from + 1)
  return covered
}

/** The container of the page, which the catalog lists as a certificate too: certificates may come and go, its members may not. */
async function replacedContainer(victim: Victim): Promise<Forgery> {
  const options = { form: 'object-stream' as const, objects: [otherAmount] }
  const entry = readPdf(contractFixture(options)).entry(3)
  const container = entry?.type === 'compressed' ? entry.stream : 0
  const base = contractFixture({ ...options, catalog: `/DSS<</Certs[${container} 0 R]>>` })
  const pdf = readPdf(base)
  const members = Array.from({ length: container }, (_, number) => number).filter((number) => pdf.entry(number)?.type === 'compressed')
  const bodies = members.map((number) => writeValue(pdf.object(number)).replace('/Contents 5 0 R', '/Contents 20 0 R'))
  const header = members.map((number, index) => `${number} ${bodies.slice(0, index).join(' ').length + (index === 0 ? 0 : 1)} `).join('')
  return { what: 'an object stream that is taken for a certificate', file: append(await sign(victim, base), { [container]: drawing(header + bodies.join(' '), `/Type/ObjStm/N ${members.length}/First ${header.length}`) }) }
}
