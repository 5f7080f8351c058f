/** Positions in a signed file at which a byte is flipped: every place of structure, and a few hundred spread evenly over the rest of what is signed. */
export function placesToFlip(pdf: Uint8Array, { spread = 300 } = {}): number[] {
  const text = Buffer.from(pdf).toString('latin1')
  const [start, end] = [...text.matchAll(/\/ByteRange\s*\[\s*0 (\d+) (\d+)/g)].at(-1)!.slice(1).map(Number) as [number, number]
  const isSigned = (position: number): boolean => position < start || position >= end
  const structure = [...text.matchAll(/%PDF-|%%EOF|\bxref\n|trailer|startxref\n\d|\/ByteRange|\/Contents|\/Type ?\/(?:Sig|Page|Pages|Catalog|Font)\b|\/(?:Root|Prev|Size|ID|AcroForm|Fields|Kids|EmbeddedFile)\b|\bstream\n|endobj/g)]
    .flatMap(({ index, 0: found }) => [index, index + found.length - 1])
  // Of what a file has hundreds of, a part.
  const step = Math.ceil(structure.length / spread)
  const evenly = Array.from({ length: spread }, (_, index) => Math.floor((index * pdf.length) / spread))
  const edges = [start - 1, end, pdf.length - 1]
  return [...new Set([...structure.filter((_, index) => index % step === 0), ...evenly, ...edges])].filter(isSigned).sort((a, b) => a - b)
}

/** The file with one bit of one byte changed. */
export function flipped(pdf: Uint8Array, position: number): Uint8Array {
  const changed = Uint8Array.from(pdf)
  changed[position]! ^= 1
  return changed
}

/** The file with something behind it: nothing a signature covers is touched. */
export function appendedTo(pdf: Uint8Array): [what: string, file: Uint8Array][] {
  const text = Buffer.from(pdf).toString('latin1')
  const startxref = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(text)![1])
  const [size, root] = [/\/Size (\d+)/g, /\/Root (\d+ \d+ R)/g].map((pattern) => [...text.matchAll(pattern)].at(-1)![1]!) as [string, string]
  const page = [...text.matchAll(/(\d+) 0 obj\s*<<[^]*?\/Type ?\/Page\b/g)].at(-1)![1]!
  const revision = (number: string, body: string): string => {
    const object = `\n${number} 0 obj\n${body}\nendobj\n`
    return `${object}xref\n${number} 1\n${String(pdf.length + 1).padStart(10, '0')} 00000 n \ntrailer\n<</Size ${Math.max(Number(size), Number(number) + 1)}/Root ${root}/Prev ${startxref}>>\nstartxref\n${pdf.length + object.length}\n%%EOF\n`
  }
  const tails: [string, string][] = [
    ['one octet', '\0'],
    ['a line end', '\n'],
    ['a comment', '\n% paid in full\n'],
    ['a second end', '\n%%EOF\n'],
    ['an object nobody refers to', `\n${size} 0 obj\n<</Forged true>>\nendobj\n`],
    ['an empty revision', `\nxref\n0 0\ntrailer\n<</Size ${size}/Root ${root}/Prev ${startxref}>>\nstartxref\n${pdf.length + 1}\n%%EOF\n`],
    ['a revision with a new object', revision(size, '<</Forged true>>')],
    ['a revision with another page', revision(page, '<</Type/Page/MediaBox[0 0 9 9]>>')],
    ['a revision with another catalog', revision(root.split(' ')[0]!, '<</Type/Catalog>>')],
    ['the file once more', text],
  ]
  return tails.map(([what, tail]) => [what, Uint8Array.from(Buffer.from(text + tail, 'latin1'))])
}
