import { readFileSync } from 'node:fs'

/** The streams that the last /DSS of a file names, by pattern and without a line of our library. Streams as we write them: not compressed. */
export function cutStore(file: string): { readonly ocsps: Uint8Array[]; readonly crls: Uint8Array[] } {
  const text = readFileSync(file).toString('latin1')
  const store = [...text.matchAll(/obj\n<<[^]*?\/Type ?\/DSS[^]*?endobj/g)].at(-1)?.[0]
  if (store === undefined) throw new Error('the file has no /DSS')
  const list = (key: string): Uint8Array[] => {
    const numbers = new RegExp(`/${key} ?\\[([\\d R]*)\\]`).exec(store)?.[1]?.match(/\d+(?= 0 R)/g) ?? []
    return numbers.map((number) => {
      const match = new RegExp(`\\n${number} 0 obj\\n<</Length (\\d+)>>\\nstream\\n`).exec(text)
      if (!match) throw new Error(`object ${number} is no plain stream`)
      const start = match.index + match[0].length
      return Buffer.from(text.slice(start, start + Number(match[1])), 'latin1')
    })
  }
  return { ocsps: list('OCSPs'), crls: list('CRLs') }
}

/** Every document timestamp with the bytes it covers, by pattern. */
export function cutDocumentTimestamps(file: string): { readonly token: Uint8Array; readonly covered: Uint8Array }[] {
  const bytes = readFileSync(file)
  const text = bytes.toString('latin1')
  return [...text.matchAll(/\/SubFilter ?\/ETSI\.RFC3161\/ByteRange ?\[0 (\d+) (\d+) (\d+)\]/g)].map((match) => {
    const [start, end, length] = [Number(match[1]), Number(match[2]), Number(match[3])]
    const padded = Buffer.from(text.slice(start + 1, end - 1), 'hex')
    // 30 82 and two octets of length.
    return { token: padded.subarray(0, 4 + padded.readUInt16BE(2)), covered: Buffer.concat([bytes.subarray(0, start), bytes.subarray(end, end + length)]) }
  })
}
