import { readPdf, toBase64url, fromBase64url, concatBytes } from '@loansign/signature'

const touched = {
  page: { type: /\/Type\s*\/Page\b/, add: '/Rotate 180' },
  font: { type: /\/Type\s*\/Font\b/, add: '/LoanSign_Touched true' },
  'page-tree': { type: /\/Type\s*\/Pages\b/, add: '/LoanSign_Touched true' },
} as const

export type Touched = keyof typeof touched

/**
 * An honest tail with one more object in it: a page, font or page tree of the base, changed. Cross-reference, startxref and ByteRange are
 * right again afterwards: only somebody who looks at what a tail may redefine notices.
 */
export function lyingTail({ base, tail, touches }: { readonly base: Uint8Array; readonly tail: string; readonly touches: Touched }): string {
  const file = readPdf(base)
  const text = Buffer.from(fromBase64url(tail)).toString('latin1')
  const { type, add } = touched[touches]
  const number = Array.from({ length: file.size }, (_, candidate) => candidate).find((candidate) => type.test(bodyOf(base, file.objectRange(candidate))))
  if (number === undefined) throw new Error(`the base has no ${touches}`)
  const object = bodyOf(base, file.objectRange(number)).replace('<<', `<<${add} `) + '\n'
  const at = text.lastIndexOf('xref\n', text.lastIndexOf('startxref') - 1)
  const entry = `${String(base.length + at).padStart(10, '0')} 00000 n \n`
  // Subsections go up by number, and numbers of the base come before the new ones.
  const head = `xref\n${number} 1\n${entry}`
  const [field] = /^xref\n(\d+) 1\n.{19}\n/.exec(text.slice(at)) ?? []
  if (field === undefined) throw new Error('a tail of another form')
  const first = Number(/\d+/.exec(field)![0])
  const section = number < first ? head + field.slice('xref\n'.length) : `${field}${number} 1\n${entry}`
  const rest = text.slice(at + field.length).replace(/startxref\n\d+/, `startxref\n${base.length + at + object.length}`)
  const grown = text.slice(0, at) + object + section + rest
  const ranged = grown.replace(/\/ByteRange\[0 (\d+) (\d+) (\d+)\] */, (whole, start: string, end: string) =>
    `/ByteRange[0 ${start} ${end} ${base.length + grown.length - Number(end)}]`.padEnd(whole.length))
  if (ranged.length !== grown.length) throw new Error('the ByteRange has no room')
  return toBase64url(Uint8Array.from(Buffer.from(ranged, 'latin1')))
}

/** The whole file with a tail. */
export function joined(base: Uint8Array, tail: string): Uint8Array {
  return concatBytes([base, fromBase64url(tail)])
}

function bodyOf(base: Uint8Array, range: readonly [number, number] | null | undefined): string {
  return range ? Buffer.from(base.subarray(range[0], range[1])).toString('latin1') : ''
}
