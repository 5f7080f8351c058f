import { contractFixture } from '../contract.fixture.js'
import { append, drawing, look, sign, type Forgery, type Victim } from './victim.fixture.js'

/** Attacks on certifications (Rohlmann and others, 2021): remarks (EAA) and signature fields (SSA) that a certification permits and that cover the content. */
export async function certification(victim: Victim): Promise<Forgery[]> {
  return [...(await evilAnnotations(victim)), ...(await sneakySignatures(victim))]
}

const page = (annotations: string): string => `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>/Contents 5 0 R/Annots[${annotations}]>>`
const other = look('1 1 1 rg 0 0 400 100 re f 0 g BT /F1 14 Tf (Amount 999999.00) Tj ET')
const place = '/F 4/Rect[70 690 300 720]'

async function evilAnnotations(victim: Victim): Promise<Forgery[]> {
  const remarks: Record<string, string> = {
    'a free text': `<</Type/Annot/Subtype/FreeText${place}/DA(/F1 14 Tf)/Contents(Amount 999999.00)/AP<</N 51 0 R>>>>`,
    'a stamp': `<</Type/Annot/Subtype/Stamp${place}/AP<</N 51 0 R>>>>`,
    'a square': `<</Type/Annot/Subtype/Square${place}/IC[1 1 1]/AP<</N 51 0 R>>>>`,
    'ink': `<</Type/Annot/Subtype/Ink${place}/InkList[[1 1 2 2]]/AP<</N 51 0 R>>>>`,
    'a highlight': `<</Type/Annot/Subtype/Highlight${place}/QuadPoints[70 720 300 720 70 690 300 690]/C[1 1 1]/AP<</N 51 0 R>>>>`,
    'a redaction': `<</Type/Annot/Subtype/Redact${place}/AP<</N 51 0 R>>>>`,
    'a watermark': `<</Type/Annot/Subtype/Watermark${place}/AP<</N 51 0 R>>>>`,
    'a link': `<</Type/Annot/Subtype/Link${place}/A<</S/URI/URI(https://example.com)>>>>`,
    'a remark that acts': `<</Type/Annot/Subtype/Stamp${place}/AP<</N 51 0 R>>/AA<</E<</S/JavaScript/JS(1)>>>>>>`,
    'an attachment': `<</Type/Annot/Subtype/FileAttachment${place}/FS<</Type/Filespec/F(x)>>/AP<</N 51 0 R>>>>`,
    'a screen': `<</Type/Annot/Subtype/Screen${place}/AP<</N 51 0 R>>>>`,
    'a text field': `<</Type/Annot/Subtype/Widget/FT/Tx/T(x)${place}/AP<</N 51 0 R>>>>`,
  }
  const forgeries: Forgery[] = []
  for (const level of [1, 2, 3] as const) {
    const signed = await sign(victim, contractFixture({ form: victim.form }), { certification: level })
    for (const [what, remark] of Object.entries(remarks)) forgeries.push({ what: `EAA: ${what} upon a page certified with /P ${level}`, file: append(signed, { 3: page('50 0 R'), 50: remark, 51: other }) })
    forgeries.push({ what: `EAA: a content beside the remark, /P ${level}`, file: append(signed, { 3: page('50 0 R').replace('5 0 R/Annots', '8 0 R/Annots'), 50: remarks['a stamp']!, 51: other }) })
  }
  const reference = '/Reference[<</TransformMethod/DocMDP/TransformParams<</P 3>>>>]'
  for (const [what, rest] of Object.entries({ 'that nobody signed': '', 'with a range that nobody signed': '/ByteRange[0 1 2 3]/Contents<00>' })) {
    const signed = await sign(victim, contractFixture({ form: victim.form, catalog: '/Perms<</DocMDP 20 0 R>>', objects: [`<</Type/Sig${reference}${rest}>>`] }))
    forgeries.push({ what: `EAA: a stamp where a certification permits it ${what}`, file: append(signed, { 3: page('50 0 R'), 50: remarks['a stamp']!, 51: other }) })
  }
  return forgeries
}

async function sneakySignatures(victim: Victim): Promise<Forgery[]> {
  const forgeries: Forgery[] = []
  for (const level of [1, 2, 3] as const) {
    const signed = await sign(victim, contractFixture({ form: victim.form }), { certification: level })
    const field = (rest: string): string => `<</Type/Annot/Subtype/Widget/FT/Sig/T(sneaky)${place}/AP<</N 51 0 R>>${rest}>>`
    const form = '<</Fields[10 0 R 12 0 R 50 0 R]/SigFlags 3/DR<</Font<</F1 7 0 R>>>>>>'
    const values: Record<string, string> = {
      'not signed': '',
      'signed with nothing': '/V<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Contents<00>/ByteRange[0 0 0 0]>>',
      'signed with zeros': `/V<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Contents<${'0'.repeat(200)}>/ByteRange[0 10 20 30]>>`,
      'a timestamp of nothing': '/V<</Type/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161/Contents<00>/ByteRange[0 0 0 0]>>',
    }
    for (const [what, value] of Object.entries(values)) forgeries.push({ what: `SSA: a field upon the text, ${what}, /P ${level}`, file: append(signed, { 3: page('50 0 R'), 6: form, 50: field(value), 51: other }) })
    // Signed for real, by whoever: the field is there first, empty, so that anybody's software signs it.
    const prepared = append(signed, { 3: page('50 0 R'), 6: form, 50: field(''), 51: other })
    forgeries.push({ what: `SSA: a field upon the text, then signed, /P ${level}`, file: await sign(victim, prepared, { field: 'sneaky' }) })
    const second = await sign(victim, signed, { field: 'lender' })
    forgeries.push({ what: `SSA: the look of a signature that followed, /P ${level}`, file: append(second, { 13: drawing('n', '/Type/XObject/Subtype/Form/BBox[0 0 170 60]') }) })
  }
  return forgeries
}
