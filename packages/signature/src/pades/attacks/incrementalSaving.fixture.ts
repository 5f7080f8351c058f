import { startxrefOf } from '../../pdf/pdf.fixture.js'
import { text } from '../signOver.fixture.js'
import { append, otherContents, signedContract, withText, type Forgery, type Victim } from './victim.fixture.js'

/** Incremental saving (Mladenov and others, 2019): another content behind the signed revision, whole, or lacking parts that careless readers do without. */
export async function incrementalSaving(victim: Victim): Promise<Forgery[]> {
  const signed = await signedContract(victim)
  const signature = /\/V (\d+) 0 R/.exec(text(signed))
  return Object.entries(otherContents).flatMap(([what, bodies]) => {
    const objects = Object.entries(bodies).map(([number, body]) => `${number} 0 obj\n${body}\nendobj\n`).join('')
    const whole = append(signed, bodies)
    const tail = text(whole).slice(signed.length)
    // The signature again, so that the last revision has one, over the range it always had.
    const copied = signature ? { ...bodies, 10: `<</Type/Annot/Subtype/Widget/FT/Sig/T(borrower)/F 4/P 4 0 R/Rect[72 600 242 660]/AP<</N 11 0 R>>/V ${signature[1]} 0 R>>` } : bodies
    return [
      { what: `${what}, as an update`, file: whole },
      { what: `${what}, with the signed field again`, file: append(signed, copied) },
      { what: `${what}, in two updates`, file: append(append(signed, {}), bodies) },
      { what: `${what}, objects alone`, file: withText(signed, `\n${objects}`) },
      { what: `${what}, objects and an end`, file: withText(signed, `\n${objects}%%EOF\n`) },
      { what: `${what}, with the old startxref`, file: withText(signed, `\n${objects}startxref\n${startxrefOf(signed)}\n%%EOF\n`) },
      { what: `${what}, without the last end`, file: withText(signed, tail.replace('%%EOF\n', '')) },
      { what: `${what}, without a trailer`, file: withText(signed, tail.replace(/trailer\n<<.*>>\n/, '')) },
      { what: `${what}, without a table`, file: withText(signed, tail.replace(/xref\n[^]*trailer/, 'trailer')) },
      { what: `${what}, without /Prev`, file: withText(signed, tail.replace(/\/Prev \d+/, '')) },
    ]
  })
}
