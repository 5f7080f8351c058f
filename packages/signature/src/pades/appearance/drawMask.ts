import { fromBase64url } from '../../encoding/base64url.js'
import { SignatureError } from '../../errors.js'
import { inkColour, invalidAppearance, type SignatureAppearance } from './appearance.js'
import { runLengthEncode } from './runLength.js'

type Mask = Extract<SignatureAppearance, { kind: 'mask' }>

const maximumPixels = 16_000_000

/** The content that shows a mask: the image /Im, in the colour of ink. */
export function drawMask({ width, height }: Mask): string {
  return `${inkColour} rg\n${width} 0 0 ${height} 0 0 cm\n/Im Do`
}

/** The image of a mask (ISO 32000-2 section 8.9.6.2), run-length encoded where that is shorter. The dictionary still lacks its /Length and its end. */
export function imageMask({ columns, rows, bits }: Mask): { dictionary: string; data: Uint8Array } {
  const fine = [columns, rows].every((side) => Number.isSafeInteger(side) && side > 0) && columns * rows <= maximumPixels
  if (!fine || typeof bits !== 'string') throw invalidAppearance('mask')
  const plain = decodeBits(bits)
  if (plain.length !== Math.ceil(columns / 8) * rows) throw invalidAppearance('mask')
  const encoded = runLengthEncode(plain)
  const isShorter = encoded.length < plain.length
  // 1 is ink: without /Decode a 0 would be painted.
  const dictionary = `<</Type/XObject/Subtype/Image/ImageMask true/BitsPerComponent 1/Decode[1 0]/Width ${columns}/Height ${rows}${isShorter ? '/Filter/RunLengthDecode' : ''}`
  return { dictionary, data: isShorter ? encoded : plain }
}

function decodeBits(bits: string): Uint8Array {
  try {
    return fromBase64url(bits)
  } catch (cause) {
    throw new SignatureError('appearance-invalid', { why: 'base64url' }, { cause })
  }
}
