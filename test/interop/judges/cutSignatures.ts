import { readFileSync } from 'node:fs'
import { run } from './run.js'

export interface CutSignature {
  readonly signedBytes: Uint8Array
  readonly cms: Uint8Array
  readonly signatureValue: Uint8Array
  readonly timestampToken: Uint8Array
  /** genTime of the token, milliseconds since 1970. */
  readonly timestampTime: number
}

/**
 * Cuts every signature but document timestamps out of a PDF without a line of our library, so that a fault there cannot hide from OpenSSL:
 * ByteRange by pattern, CMS by its DER length, token and value through `openssl asn1parse`.
 */
export function cutSignatures(file: string): CutSignature[] {
  const bytes = readFileSync(file)
  const text = bytes.toString('latin1')
  return [...text.matchAll(/(DocTimeStamp[^>]*)?\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].filter((match) => match[1] === undefined).map((match) => {
    const [firstLength, secondStart, secondLength] = [Number(match[2]), Number(match[3]), Number(match[4])]
    const padded = Buffer.from(text.slice(firstLength + 1, secondStart - 1), 'hex')
    const cms = padded.subarray(0, derLength(padded))
    const signedBytes = Buffer.concat([bytes.subarray(0, firstLength), bytes.subarray(secondStart, secondStart + secondLength)])
    return { signedBytes, cms, ...cutTimestamp(cms) }
  })
}

function cutTimestamp(cms: Uint8Array): Pick<CutSignature, 'signatureValue' | 'timestampToken' | 'timestampTime'> {
  const lines = parse(cms)
  const attribute = lines.findIndex((line) => line.text.includes('id-smime-aa-timeStampToken'))
  if (attribute < 0) throw new Error('the signature has no timestamp attribute')
  const token = lines.slice(attribute).find((line) => line.text.includes('SEQUENCE') && line.depth > lines[attribute]!.depth)
  // The signature value is the last octet string before the unsigned attributes.
  const value = lines.slice(0, attribute).filter((line) => line.text.includes('OCTET STRING')).at(-1)
  if (!token || !value) throw new Error('the signature is not laid out as expected')
  const timestampToken = cms.subarray(token.offset, token.offset + token.header + token.length)
  return {
    timestampToken,
    signatureValue: cms.subarray(value.offset + value.header, value.offset + value.header + value.length),
    timestampTime: generationTime(timestampToken),
  }
}

/** genTime stands inside the token's eContent, an octet string that is DER itself. */
function generationTime(token: Uint8Array): number {
  const content = parse(token).find((line) => line.text.includes('OCTET STRING'))
  if (!content) throw new Error('the token has no content')
  const info = token.subarray(content.offset + content.header, content.offset + content.header + content.length)
  const time = parse(info).find((line) => line.text.includes('GENERALIZEDTIME'))?.text
  const match = /(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(time ?? '')
  if (!match) throw new Error('the token has no genTime')
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [number, number, number, number, number, number]
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

function parse(der: Uint8Array): { offset: number; depth: number; header: number; length: number; text: string }[] {
  const { status, output } = run('openssl', ['asn1parse', '-inform', 'DER'], { input: der })
  if (status !== 0) throw new Error(`openssl asn1parse: ${output.slice(0, 500)}`)
  return output.split('\n').flatMap((line) => {
    const match = /^\s*(\d+):d=(\d+)\s+hl=(\d+)\s+l=\s*(\d+)\s+(.*)$/.exec(line)
    return match ? [{ offset: Number(match[1]), depth: Number(match[2]), header: Number(match[3]), length: Number(match[4]), text: match[5]! }] : []
  })
}

function derLength(bytes: Uint8Array): number {
  const first = bytes[1]!
  if (first < 0x80) return 2 + first
  let length = 0
  for (let i = 0; i < (first & 0x7f); i++) length = length * 256 + bytes[2 + i]!
  return 2 + (first & 0x7f) + length
}
