import { text } from '../signOver.fixture.js'
import { contractFixture } from '../contract.fixture.js'
import { writePdf } from '../../pdf/pdf.fixture.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { append, drawing, edited, look, otherAmount, otherContents, sign, signedContract, type Forgery, type Victim } from './victim.fixture.js'

/** Shadow attacks (Mainka, Mladenov, Rohlmann, 2021): the attacker prepares the file before the victim signs, and shows what it hides afterwards. */
export async function shadow(victim: Victim): Promise<Forgery[]> {
  return [...(await hide(victim)), ...(await replace(victim)), ...(await hideAndReplace(victim)), ...(await underTheStore(victim)), ...(await behindTheSeal(victim))]
}

const page = (rest: string): string => `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]${rest}>>`
const resources = '/Resources<</Font<</F1 7 0 R>>/XObject<</Lid 20 0 R>>>>'
/** Page 1 draws its own text and then a lid over it. */
const lid = look('1 1 1 rg 0 0 400 100 re f 0 g BT /F1 14 Tf 72 10 Td (Amount 300000.00) Tj ET')
const withLid = (form: Victim['form']): Uint8Array => {
  const base = contractFixture({ form: 'table', text: 'Amount 999999.00', objects: [lid, drawing('/Lid Do')] })
  const bodies = new Map([...text(base).matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj$/gm)].map((match) => [Number(match[1]), match[2]!]))
  bodies.set(3, page(`${resources}/Contents[5 0 R 21 0 R]`))
  return writePdf(bodies, form)
}

/** What covered the true content goes away. */
async function hide(victim: Victim): Promise<Forgery[]> {
  const signed = await sign(victim, withLid(victim.form))
  const widget = '<</Type/Annot/Subtype/Widget/FT/Tx/T(lid)/V(1)/F 4/Rect[70 690 300 720]/AP<</N 21 0 R>>>>'
  const covered = await signedContract(victim, { text: 'Amount 999999.00', objects: [widget, look('0 0 m 9 9 l S')], pageEntries: '/Annots[20 0 R]', moreFields: [20] })
  const remark = await signedContract(victim, { text: 'Amount 999999.00', objects: ['<</Type/Annot/Subtype/Stamp/F 4/Rect[70 690 300 720]/AP<</N 21 0 R>>>>', look('0 0 m 9 9 l S')], pageEntries: '/Annots[20 0 R]' })
  return [
    { what: 'hide: the lid drawn empty', file: append(signed, { 20: look('') }) },
    { what: 'hide: the lid out of the page', file: append(signed, { 3: page(`${resources}/Contents 5 0 R`) }) },
    { what: 'hide: the lid’s content emptied', file: append(signed, { 21: drawing('') }) },
    { what: 'hide: the lid freed', file: append(signed, {}, { freed: [20] }) },
    { what: 'hide: the lid null', file: append(signed, { 20: 'null' }) },
    { what: 'hide: the lid a picture of nothing', file: append(signed, { 20: drawing('\0', '/Type/XObject/Subtype/Image/Width 1/Height 1/ImageMask true/BitsPerComponent 1') }) },
    { what: 'hide: a field that covered, its look emptied', file: append(covered, { 21: look('') }) },
    { what: 'hide: a field that covered, filled with nothing', file: append(covered, { 20: widget.replace('/V(1)', '/V()').replace('21 0 R', '50 0 R'), 50: look('') }) },
    { what: 'hide: a field that covered, hidden', file: append(covered, { 20: widget.replace('/F 4', '/F 2') }) },
    { what: 'hide: a remark that covered, hidden', file: append(remark, { 20: '<</Type/Annot/Subtype/Stamp/F 2/Rect[70 690 300 720]/AP<</N 21 0 R>>>>' }) },
    { what: 'hide: a remark that covered, out of the page', file: append(remark, { 3: page('/Resources<</Font<</F1 7 0 R>>>>/Contents 5 0 R/Annots[]') }) },
  ]
}

/** What was drawn means something else. */
async function replace(victim: Victim): Promise<Forgery[]> {
  const signed = await signedContract(victim)
  const widget = '<</Type/Annot/Subtype/Widget/FT/Tx/T(amount)/V(300000)/DA(/F1 12 Tf)/F 4/Rect[70 690 300 720]/AP<</N 21 0 R>>>>'
  const filled = await signedContract(victim, { objects: [widget, look('BT /F1 14 Tf (300000) Tj ET')], pageEntries: '/Annots[20 0 R]', moreFields: [20] })
  return [
    { what: 'replace: a font with other glyphs under the codes', file: append(signed, { 7: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[51/nine 48/nine]>>>>' }) },
    { what: 'replace: a font by a reference to another', file: append(signed, { 7: '50 0 R', 50: '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>' }) },
    { what: 'replace: the look of a filled field', file: append(filled, { 21: look('BT /F1 14 Tf (999999) Tj ET') }) },
    { what: 'replace: the value of a filled field, its look as it was', file: append(filled, { 20: widget.replace('(300000)', '(999999)') }) },
    { what: 'replace: value and look of a filled field', file: append(filled, { 20: widget.replace('(300000)', '(999999)').replace('21 0 R', '50 0 R'), 50: look('BT /F1 14 Tf (999999) Tj ET') }) },
    { what: 'replace: the form’s own fonts, and viewers asked to draw', file: append(filled, { 6: '<</Fields[10 0 R 12 0 R 20 0 R]/NeedAppearances true/SigFlags 3/DR<</Font<</F1 50 0 R>>>>>>', 50: '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>' }) },
    { what: 'replace: the look of the signature', file: append(signed, { 11: drawing('n', '/Type/XObject/Subtype/Form/BBox[0 0 170 60]') }) },
  ]
}

/** Two documents in one file, and a switch. */
async function hideAndReplace(victim: Victim): Promise<Forgery[]> {
  const hidden = ['<</Type/Catalog/Pages 21 0 R/AcroForm 6 0 R>>', '<</Type/Pages/Kids[22 0 R 4 0 R]/Count 2>>', page('/Resources<</Font<</F1 7 0 R>>>>/Contents 23 0 R'), otherAmount]
  const signed = await signedContract(victim, { objects: hidden })
  const whole = text(signed)
  const at = (number: number): number => whole.lastIndexOf(`\n${number} 0 obj\n`) + 1
  const pointed = (from: number, to: number): Uint8Array => edited(append(signed, { [from]: 'null' }), (all) => all.replace(new RegExp(`(\\n${from} 1\\n)\\d{10}(?= 00000 n \\ntrailer)`), `$1${String(at(to)).padStart(10, '0')}`))
  // A second body for the page's content in the signed bytes, which nothing lists until the switch.
  const second = await sign(victim, insertedBehind(contractFixture({ form: 'table' })))
  const secondAt = text(second).indexOf('\n5 0 obj\n') + 1
  return [
    { what: 'hide and replace: the trailer turns to another catalog', file: append(signed, {}, { trailer: '/Root 20 0 R' }) },
    { what: 'hide and replace: the catalog turns to other pages', file: append(signed, { 1: '<</Type/Catalog/Pages 21 0 R/AcroForm 6 0 R>>' }) },
    { what: 'hide and replace: the page tree turns to another page', file: append(signed, { 2: '<</Type/Pages/Kids[22 0 R 4 0 R]/Count 2>>' }) },
    { what: 'hide and replace: the page turns to another content', file: append(signed, { 3: page('/Resources<</Font<</F1 7 0 R>>>>/Contents 23 0 R') }) },
    { what: 'hide and replace: the table points to another number’s object', file: pointed(5, 23) },
    { what: 'hide and replace: a second body that nothing lists, not switched yet', file: second },
    { what: 'hide and replace: the table points to a second body', file: edited(append(second, { 5: 'null' }), (all) => all.replace(/(\n5 1\n)\d{10}(?= 00000 n \ntrailer)/, `$1${String(secondAt).padStart(10, '0')}`)) },
  ]
}

/** A store of validation data that leads to the pages, so that they would change as validation data may. */
async function underTheStore(victim: Victim): Promise<Forgery[]> {
  const stores: Record<string, readonly [catalog: string, objects: readonly string[]]> = {
    'the page tree under a key of its own': ['/DSS<</Certs[]/X 2 0 R>>', []],
    'the page among the certificates': ['/DSS 20 0 R', ['<</Type/DSS/Certs[3 0 R 4 0 R 2 0 R]>>']],
    'the content and its page under /VRI': ['/DSS<</VRI<</A 3 0 R/B 2 0 R/C 4 0 R>>/Certs[5 0 R]>>', []],
    'the page as /VRI': ['/DSS<</VRI 3 0 R/Certs 2 0 R/CRLs[4 0 R]>>', []],
  }
  const forgeries: Forgery[] = []
  const turned = otherContents['the catalog']!
  const asExtensions = await signedContract(victim, { catalog: '/Extensions 1 0 R' })
  forgeries.push({ what: 'catalog: its own /Extensions, then replaced', file: append(asExtensions, { ...turned, 1: turned[1]!.replace('/AcroForm', '/Extensions 1 0 R/AcroForm') }) })
  const asInformation = await sign(victim, edited(contractFixture({ form: victim.form }), (all) => all.replaceAll('/Root 1 0 R/ID[<00112233445566778899aabbccddeeff>', '/Root 1 0 R/Info 1 0 R/ID[<00112233445566778899> ')))
  forgeries.push({ what: 'catalog: its own /Info, then replaced', file: append(asInformation, turned, { trailer: '/Root 1 0 R/Info 1 0 R' }) })
  for (const [what, [catalog, objects]] of Object.entries(stores)) {
    const signed = await signedContract(victim, { catalog, objects })
    for (const target of ['the content of a page', 'a page', 'the page tree']) forgeries.push({ what: `store: ${what}, then ${target} replaced`, file: append(signed, otherContents[target]!) })
  }
  return forgeries
}

/** A checkbox that is switched on with the second signature as a straddle seal is, and shows what no seal does. */
async function behindTheSeal(victim: Victim): Promise<Forgery[]> {
  const honest = text(contractFixture({ form: 'table', straddleSeal: true }))
  const bodies = (): Map<number, string> => new Map([...honest.matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj$/gm)].map((match) => [Number(match[1]), match[2]!]))
  const wide = '1 1 1 rg 0 0 400 100 re f'
  const changes: Record<string, (all: Map<number, string>) => void> = {
    'text over the page': (all) => all.set(14, all.get(14)!.replace('/Rect[535 361 595 481]', '/Rect[70 690 470 790]')).set(17, look(`${wide} 0 g BT /F1 14 Tf (Amount 999999.00) Tj ET`)),
    'text in the margin': (all) => all.set(17, look('BT /F1 14 Tf (Amount 999999.00) Tj ET')),
    'a lid of paths over the page': (all) => all.set(14, all.get(14)!.replace('/Rect[535 361 595 481]', '/Rect[70 690 130 720]')),
    'a text that goes away': (all) => all.set(16, look('BT /F1 14 Tf (not more than) Tj ET')),
    'a page of large units': (all) => all.set(3, all.get(3)!.replace('/MediaBox[0 0 595 842]', '/UserUnit 10/MediaBox[0 0 59.5 84.2]')).set(14, all.get(14)!.replace('/Rect[535 361 595 481]', '/Rect[0 0 59.5 84.2]')),
    'a page as small as the seal': (all) => all.set(3, all.get(3)!.replace('/MediaBox[0 0 595 842]', '/MediaBox[0 0 60 85]')).set(14, all.get(14)!.replace('/Rect[535 361 595 481]', '/Rect[0 0 60 85]')),
  }
  const forgeries: Forgery[] = []
  for (const [what, change] of Object.entries(changes)) {
    const all = bodies()
    change(all)
    const signed = await sign(victim, writePdf(all, victim.form))
    forgeries.push({ what: `straddle seal: ${what}`, file: await sign(victim, signed, { field: 'lender' }) })
  }
  return forgeries
}

/** Between the header and the first listed object there stands another object 5. */
function insertedBehind(base: Uint8Array): Uint8Array {
  const extra = `5 0 obj\n${otherAmount}\nendobj\n`
  const whole = text(base)
  const first = whole.indexOf('\n1 0 obj\n') + 1
  const moved = whole.slice(0, first) + extra + whole.slice(first).replace(/\d{10}(?= 00000 n )/g, (offset) => String(Number(offset) + extra.length).padStart(10, '0'))
  return latin1(moved.replace(/startxref\n(\d+)/, (_, offset: string) => `startxref\n${Number(offset) + extra.length}`))
}
