import { text } from '../signOver.fixture.js'
import { append, edited, otherAmount, signedContract, type Forgery, type Victim } from './victim.fixture.js'

/** Universal forgery (Mladenov and others, 2019): the signature is spoiled so that a careless verifier has nothing to find wrong. In place, and as an update. */
export async function universalForgery(victim: Victim): Promise<Forgery[]> {
  const signed = await signedContract(victim)
  const contents = /\/Contents<[0-9a-f]+>/
  const range = /\/ByteRange\[[\d ]+\] */
  const spoiled: Record<string, (dictionary: string) => string> = {
    'no /Contents': (body) => body.replace(contents, ''),
    '/Contents null': (body) => body.replace(contents, '/Contents null'),
    'an empty /Contents': (body) => body.replace(contents, '/Contents<>'),
    '/Contents of one zero': (body) => body.replace(contents, '/Contents<00>'),
    '/Contents of zeros': (body) => body.replace(contents, (found) => found.replace(/[0-9a-f]/g, '0')),
    '/Contents as a name': (body) => body.replace(contents, '/Contents/x'),
    '/Contents as a number': (body) => body.replace(contents, '/Contents 0'),
    'no /ByteRange': (body) => body.replace(range, ''),
    '/ByteRange null': (body) => body.replace(range, '/ByteRange null'),
    'an empty /ByteRange': (body) => body.replace(range, '/ByteRange[]'),
    '/ByteRange of nothing': (body) => body.replace(range, '/ByteRange[0 0 0 0]'),
    '/ByteRange below zero': (body) => body.replace(range, '/ByteRange[0 -1 -1 -1]'),
    '/ByteRange beyond the file': (body) => body.replace(range, '/ByteRange[0 99999999999 99999999999 1]'),
    '/ByteRange that turns over': (body) => body.replace(range, '/ByteRange[0 4294967297 4294967298 1]'),
    '/ByteRange of one part': (body) => body.replace(range, '/ByteRange[0 100]'),
    '/ByteRange of texts': (body) => body.replace(range, '/ByteRange[(0)(1)(2)(3)]'),
    'no /SubFilter': (body) => body.replace('/SubFilter/ETSI.CAdES.detached', ''),
    'another /SubFilter': (body) => body.replace('ETSI.CAdES.detached', 'adbe.x509.rsa_sha1'),
    'an unknown /SubFilter': (body) => body.replace('ETSI.CAdES.detached', 'x.y'),
    'a timestamp instead': (body) => body.replace('/Type/Sig', '/Type/DocTimeStamp').replace('ETSI.CAdES.detached', 'ETSI.RFC3161'),
    'no /Filter': (body) => body.replace('/Filter/Adobe.PPKLite', ''),
    'an empty dictionary': () => '<<>>',
    'a text': () => '(signed)',
    null: () => 'null',
  }
  const [, number, body] = /\n(\d+) 0 obj\n(<<\/Type\/Sig[^]*?)\nendobj/.exec(text(signed))!
  const field = '<</Type/Annot/Subtype/Widget/FT/Sig/T(borrower)/F 4/P 4 0 R/Rect[72 600 242 660]/AP<</N 11 0 R>>'
  return [
    ...Object.entries(spoiled).flatMap(([what, spoil]) => [
      { what: `${what}, in place`, file: edited(signed, (whole) => whole.replace(body!, () => spoil(body!).padEnd(body!.length))) },
      { what: `${what}, as an update with another amount`, file: append(signed, { 5: otherAmount, [number!]: spoil(body!) }) },
      { what: `${what}, as an update`, file: append(signed, { [number!]: spoil(body!) }) },
    ]),
    ...['', '/V null', '/V 5 0 R', '/V(signed)', '/V 90 0 R', '/V<<>>'].map((value) => ({ what: `a field with ${value || 'no value'}`, file: append(signed, { 5: otherAmount, 10: `${field}${value}>>` }) })),
    { what: 'a form without the field', file: append(signed, { 5: otherAmount, 6: '<</Fields[12 0 R]/SigFlags 3>>' }) },
    { what: 'a catalog without a form', file: append(signed, { 5: otherAmount, 1: '<</Type/Catalog/Pages 2 0 R>>' }) },
  ]
}
