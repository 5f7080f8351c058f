import { nodeModule } from '../../nodeModule.js'
import { isZlib } from '../decodeStream.js'
import { limits } from '../limits.js'
import { isName, type PdfStream } from '../syntax/values.js'

/** What is used of node:zlib. */
interface NodeZlib {
  inflateRawSync(data: Uint8Array, options: { readonly maxOutputLength: number; readonly chunkSize: number }): Uint8Array
}

const zlib = /* @__PURE__ */ nodeModule('node:zlib') as NodeZlib | undefined

/**
 * The data of a deflated stream of usual size, by the platform's own inflater, which takes a fifth of the time. Null where there is none, where the stream has
 * parameters, and where it is not sound for zlib: whoever asks has it decoded as ever then, whose answer counts. What zlib reads to its end is the same for every inflater.
 */
export function inflateNatively({ dictionary, bytes }: PdfStream): Uint8Array | null {
  if (!zlib || !isName(dictionary.entries.get('Filter'), 'FlateDecode') || ['DecodeParms', 'F', 'DP'].some((key) => dictionary.entries.has(key))) return null
  if (!isZlib(bytes)) return null
  try {
    const { buffer, byteOffset, length } = zlib.inflateRawSync(bytes.subarray(2), { maxOutputLength: limits.inflateRatioFloorBytes, chunkSize: 65_536 })
    return new Uint8Array(buffer, byteOffset, length)
  } catch {
    return null
  }
}
