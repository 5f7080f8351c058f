import { appendTable, type AppendOptions, type FixtureForm } from '../../pdf/pdf.fixture.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { concatBytes } from '../../der/bytes.js'
import { contractFixture, type FixtureOptions } from '../contract.fixture.js'
import type { TestPki } from '../pki.fixture.js'
import { signingTime, text } from '../signOver.fixture.js'
import { signPdf } from '../signing/signPdf.js'
import type { CertificationLevel } from '../signing/certification.js'
import type { Warning } from '../validation/verdict/report.js'

/** A file that an attacker made of a signed one, and what they did. */
export interface Forgery {
  readonly what: string
  readonly file: Uint8Array
  /** What the report must say, where that is known. */
  readonly says?: Warning
}

/** The one who signs, honestly, and does not know what is hidden in the file or comes later. */
export interface Victim {
  readonly pki: TestPki
  readonly form: FixtureForm
}

export interface SignOptions {
  readonly field?: string
  readonly certification?: CertificationLevel
}

export async function sign({ pki }: Victim, base: Uint8Array, { field = 'borrower', certification }: SignOptions = {}): Promise<Uint8Array> {
  return signPdf({ base, field, signerName: '周禾田', signingTime, signer: pki.signer, timestampAuthority: pki.timestampAuthority, ...(certification ? { certification } : {}) })
}

/** A contract over 300 000, signed. */
export function signedContract(victim: Victim, options: FixtureOptions & SignOptions = {}): Promise<Uint8Array> {
  return sign(victim, contractFixture({ form: victim.form, ...options }), options)
}

export const append = (file: Uint8Array, bodies: Record<number, string>, options: AppendOptions = {}): Uint8Array =>
  appendTable(file, new Map(Object.entries(bodies).map(([number, body]) => [Number(number), body])), options)

export const drawing = (content: string, entries = ''): string => `<<${entries}/Length ${content.length}>>\nstream\n${content}\nendstream`
export const otherAmount = drawing('BT /F1 14 Tf 72 700 Td (Amount 999999.00) Tj ET')
export const look = (content: string): string => drawing(content, '/Type/XObject/Subtype/Form/BBox[0 0 400 100]/Resources<</Font<</F1 7 0 R>>>>')

const page = '/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>'
/** What an attacker puts in place of an object, or of several, to show another amount. */
export const otherContents: Record<string, Record<number, string>> = {
  'the content of a page': { 5: otherAmount },
  'a page': { 3: `<<${page}/Contents 50 0 R>>`, 50: otherAmount },
  'a page with a second content': { 3: `<<${page}/Contents[5 0 R 50 0 R]>>`, 50: otherAmount },
  'the page tree': { 2: '<</Type/Pages/Kids[50 0 R 4 0 R]/Count 2>>', 50: `<<${page}/Contents 51 0 R>>`, 51: otherAmount },
  'the catalog': { 1: '<</Type/Catalog/Pages 50 0 R/AcroForm 6 0 R>>', 50: '<</Type/Pages/Kids[51 0 R 4 0 R]/Count 2>>', 51: `<<${page}/Contents 52 0 R>>`, 52: otherAmount },
  'a font': { 7: '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[51/nine 48/nine]>>>>' },
  'a remark that covers the amount': { 3: `<<${page}/Contents 5 0 R/Annots[50 0 R]>>`, 50: '<</Type/Annot/Subtype/FreeText/Rect[70 690 300 720]/AP<</N 51 0 R>>>>', 51: look('BT /F1 14 Tf (Amount 999999.00) Tj ET') },
  'a field that covers the amount': {
    3: `<<${page}/Contents 5 0 R/Annots[50 0 R]>>`,
    6: '<</Fields[10 0 R 12 0 R 50 0 R]/SigFlags 3/DR<</Font<</F1 7 0 R>>>>>>',
    50: '<</Type/Annot/Subtype/Widget/FT/Tx/T(x)/V(1)/Rect[70 690 300 720]/AP<</N 51 0 R>>>>',
    51: look('BT /F1 14 Tf (Amount 999999.00) Tj ET'),
  },
}

/** A file with its text edited; the cross-reference is not mended. */
export function edited(file: Uint8Array, change: (whole: string) => string): Uint8Array {
  return latin1(change(text(file)))
}

export const withText = (file: Uint8Array, extra: string): Uint8Array => concatBytes([file, latin1(extra)])
