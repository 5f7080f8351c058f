import { SignatureError } from '../errors.js'
import { malformed } from './malformed.js'

/** One element: tag, value, and the exact bytes it stands in. Nothing is copied, and nothing recurses: depth is what the caller asks for. */
export interface DerNode {
  /** The identifier octet: class, constructed bit and number. High tag numbers are not read. */
  readonly tag: number
  readonly value: Uint8Array
  /** Header and value. */
  readonly raw: Uint8Array
}

/**
 * Reads one element that fills `bytes` exactly (X.690 section 10: definite and minimal lengths).
 * @throws SignatureError `der-malformed`
 */
export function readDer(bytes: Uint8Array): DerNode {
  const node = readAt(bytes, 0)
  if (node.raw.length !== bytes.length) throw malformed('bytes after the element')
  return node
}

/** Reads one element at the start of `bytes` and leaves what follows alone. */
export function readDerPrefix(bytes: Uint8Array): DerNode {
  return readAt(bytes, 0)
}

/** The elements inside a constructed one. */
export function children(node: DerNode): DerNode[] {
  if ((node.tag & 0x20) === 0) throw malformed('a primitive element has no children')
  const result: DerNode[] = []
  for (let offset = 0; offset < node.value.length; ) {
    const child = readAt(node.value, offset)
    result.push(child)
    offset += child.raw.length
    if (result.length > 20_000) throw new SignatureError('der-limit', { limit: 20_000 })
  }
  return result
}

/** The one element inside an explicit tag. */
export function onlyChild(node: DerNode): DerNode {
  const [first, second] = children(node)
  if (!first || second) throw malformed('explicit tag')
  return first
}

/** Asserts the tag and gives the node back. */
export function expectTag(node: DerNode | undefined, tag: number): DerNode {
  if (node?.tag !== tag) throw malformed(`expected tag 0x${tag.toString(16)}`)
  return node
}

function readAt(bytes: Uint8Array, offset: number): DerNode {
  const tag = bytes[offset]
  const first = bytes[offset + 1]
  if (tag === undefined || first === undefined) throw malformed('truncated')
  if ((tag & 0x1f) === 0x1f) throw malformed('high tag number')
  let length = first
  let start = offset + 2
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 4) throw malformed('indefinite or oversized length')
    length = 0
    for (let i = 0; i < count; i++) {
      const octet = bytes[start + i]
      if (octet === undefined) throw malformed('truncated')
      length = length * 256 + octet
    }
    start += count
    // X.690 section 10.1: the shortest form only.
    if (length < 0x80 || length < 2 ** (8 * (count - 1))) throw malformed('length not minimal')
  }
  const end = start + length
  if (end > bytes.length) throw malformed('truncated')
  return { tag, value: bytes.subarray(start, end), raw: bytes.subarray(offset, end) }
}
