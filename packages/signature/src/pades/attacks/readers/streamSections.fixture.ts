import { CrossReferenceTail, row } from '../../../pdf/forms/crossReferenceTail.fixture.js'
import { writePdf } from '../../../pdf/pdf.fixture.js'
import { contractFixture, type FixtureOptions } from '../../contract.fixture.js'
import { text } from '../../signOver.fixture.js'
import { append, drawing, look, sign, signedContract, type Forgery, type Victim } from '../victim.fixture.js'

const says = 'suspicious-change'
const amount = '\n1 1 1 rg 0 0 600 900 re f 0 g BT /F1 14 Tf 72 700 Td (Amount 999999.00) Tj ET\n'

/** Cross-reference and object streams that are something else besides: what a page draws, or what it was waiting for. */
export async function streamSections(victim: Victim): Promise<Forgery[]> {
  const signed = await signedContract(victim)
  const asContent = sectionAs(signed, 5)
  const certified = await signedContract(victim, { certification: 1 })
  return [
    { what: 'the new cross-reference stream is the content of a page', file: asContent, says },
    { what: 'the same, and the lender signs', file: await sign(victim, asContent, { field: 'lender' }), says },
    { what: 'the same upon a certification that permits nothing', file: sectionAs(certified, 5), says },
    { what: 'the new cross-reference stream is the look of a field', file: sectionAs(signed, 11), says },
    { what: 'the new cross-reference stream has the number of a page’s content, and does not list itself', file: sectionAs(signed, 5, ''), says: 'object-unlisted' },
    { what: 'the stream that /XRefStm names is the content of a page', file: hiddenSectionAs(signed, 5), says },
    ...(await awaited(victim)),
    ...(await hiddenReferences(victim)),
  ]
}

/** An update of nothing but its own section, under a number that was in use or that somebody refers to. */
function sectionAs(signed: Uint8Array, number: number, listed = `${number} 1`): Uint8Array {
  const tail = new CrossReferenceTail(signed)
  return tail.stream(number, { data: row(1, tail.position) + amount, entries: `/Size 200/W[1 3 1]/Index[${listed}]/Prev ${tail.previous}` })
}

function hiddenSectionAs(signed: Uint8Array, number: number): Uint8Array {
  const tail = new CrossReferenceTail(signed)
  const at = tail.position
  tail.put(number, drawing(row(1, at) + amount, `/Type/XRef/Size 200/W[1 3 1]/Index[${number} 1]/Root 1 0 R`))
  return tail.table([], `/Size 200/Root 1 0 R/Prev ${tail.previous}/XRefStm ${at}`)
}

function bodiesOf(options: FixtureOptions = {}): Map<number, string> {
  return new Map([...text(contractFixture({ ...options, form: 'table' })).matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj$/gm)].map((match) => [Number(match[1]), match[2]!]))
}

/** A page that draws an object nobody defined before it was signed. */
async function awaited(victim: Victim): Promise<Forgery[]> {
  const bodies = bodiesOf()
  bodies.set(3, bodies.get(3)!.replace('/Contents 5 0 R', '/Contents[5 0 R 50 0 R]'))
  const signed = await sign(victim, writePdf(bodies, victim.form))
  const packed = `60 0 \n${amount}`
  const tail = new CrossReferenceTail(signed).put(50, drawing(`60 0 ${' '.repeat(5)}${packed.slice(5)}`, '/Type/ObjStm/N 1/First 5'))
  const rows = row(1, tail.offsets.get(50)!) + row(2, 50) + row(1, tail.position)
  return [
    { what: 'a cross-reference stream that a page was waiting for', file: sectionAs(signed, 50), says },
    { what: 'an object stream that a page was waiting for', file: tail.stream(61, { data: rows, entries: `/Size 200/W[1 3 1]/Index[50 1 60 2]/Prev ${tail.previous}` }), says },
  ]
}

/** A form that says it were a cross-reference stream, and draws another. */
async function hiddenReferences(victim: Victim): Promise<Forgery[]> {
  const form = (content: string, entries: string): string => drawing(content, `${entries}/Subtype/Form/BBox[0 0 400 100]`)
  const bodies = bodiesOf()
  bodies.set(3, bodies.get(3)!.replace('/Resources<</Font<</F1 7 0 R>>>>', '/Resources<</Font<</F1 7 0 R>>/XObject<</X 20 0 R>>>>').replace('/Contents 5 0 R', '/Contents[5 0 R 21 0 R]'))
  bodies.set(21, drawing('q 1 0 0 1 62 690 cm /X Do Q'))
  bodies.set(20, form('/Y Do', '/Type/XRef/Resources<</XObject<</Y 50 0 R>>>>'))
  const waiting = await sign(victim, writePdf(bodies, victim.form))
  const stored = new Map(bodies).set(1, bodies.get(1)!.replace('>>', '/DSS<</Certs[22 0 R]>>>>')).set(20, form('/Y Do', '/Type/XRef/Resources<</XObject<</Y 22 0 R>>>>')).set(22, look('n'))
  const withStore = await sign(victim, writePdf(stored, victim.form))
  return [
    { what: 'a form that calls itself a cross-reference stream waits for another', file: append(waiting, { 50: look(amount) }), says },
    { what: 'a form that calls itself a cross-reference stream draws a stored certificate', file: append(withStore, { 22: look(amount) }), says },
  ]
}
