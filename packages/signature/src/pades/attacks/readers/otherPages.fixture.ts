import { writePdf } from '../../../pdf/pdf.fixture.js'
import { contractFixture } from '../../contract.fixture.js'
import { text } from '../../signOver.fixture.js'
import { twoSections } from './twoSections.fixture.js'
import { drawing, look, otherAmount, sign, type Forgery, type Victim } from '../victim.fixture.js'

const page = (parent: number, rest = ''): string => `<</Type/Page/Parent ${parent} 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>/Contents 21 0 R${rest}>>`
const tree = (kids: string, count: number): string => `<</Type/Pages/Kids[${kids}]/Count ${count}>>`
const node = (kids: string, count: number): string => `<</Type/Pages/Parent 2 0 R/Kids[${kids}]/Count ${count}>>`
const lid = look('1 1 1 rg 0 0 400 100 re f 0 g BT /F1 14 Tf 2 10 Td (Amount 999999.00) Tj ET')
const own = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]'

/** What is in place of objects, or besides them, of an honest file that somebody signs: one viewer shows another page, or upon it what others take for nothing. */
const bodies: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  'pages that /Count passes over': { 2: tree('20 0 R 3 0 R 4 0 R', 2), 20: node('22 0 R', 0), 21: otherAmount, 22: page(20) },
  'fewer pages than none': { 2: tree('20 0 R 3 0 R 4 0 R', 2), 20: node('22 0 R', -1), 21: otherAmount, 22: page(20) },
  'a last page that /Count leaves out': { 2: tree('3 0 R 4 0 R', 1) },
  'a /Count of more than there are': { 2: tree('3 0 R 4 0 R', 9) },
  'a page with kids': { 2: tree('20 0 R 4 0 R', 2), 20: page(2, '/Kids[3 0 R]/Count 1'), 21: otherAmount },
  'a node of the tree without kids': { 2: tree('20 0 R 3 0 R 4 0 R', 3), 20: page(2).replace('/Page/', '/Pages/'), 21: otherAmount },
  'a page of another type': { 2: tree('20 0 R 3 0 R 4 0 R', 3), 20: page(2).replace('/Page/', '/Template/'), 21: otherAmount },
  'content of another generation': { 3: `${own}/Resources<</Font<</F1 7 0 R>>>>/Contents 21 1 R>>`, 21: otherAmount },
  'a form of another generation': { 3: `${own}/Resources<</Font<</F1 7 0 R>>/XObject<</Lid 20 1 R>>>>/Contents[5 0 R 21 0 R]>>`, 20: lid, 21: drawing('q 1 0 0 1 70 690 cm /Lid Do Q') },
  'a remark of another generation': { 3: `${own}/Resources<</Font<</F1 7 0 R>>>>/Contents 5 0 R/Annots[20 65535 R]>>`, 20: '<</Type/Annot/Subtype/Stamp/F 4/Rect[70 690 470 790]/AP<</N 21 0 R>>>>', 21: lid },
}

export function otherPageBases({ form }: Pick<Victim, 'form'>): { readonly what: string; readonly base: Uint8Array }[] {
  const honest = [...text(contractFixture()).matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj$/gm)].map((match): [number, string] => [Number(match[1]), match[2]!])
  return Object.entries(bodies).map(([what, changed]) => ({ what, base: writePdf(new Map([...honest, ...Object.entries(changed).map(([number, body]): [number, string] => [Number(number), body])]), form) }))
}

/** Files that are signed as they are, and whose pages some viewers tell otherwise (poppler, pdf.js, PDFium and MuPDF disagree on each but those with a last page too few or too many). */
export async function otherPages(victim: Victim): Promise<Forgery[]> {
  const sections = [{ shifted: false, twice: true }, { shifted: true, twice: true }, { shifted: true, twice: false }].map((how) => ({ what: `two sections, ${JSON.stringify(how)}`, base: twoSections(how) }))
  // What cannot be read any more is not signed by an honest signer of ours.
  return Promise.all([...otherPageBases(victim), ...sections].map(async ({ what, base }) => ({ what, file: await sign(victim, base).catch(() => base) })))
}
