/**
 * What pdf.js's build for older browsers still expects of them, for page and worker; our floor is Chromium 108 and Safari 16.4:
 * Promise.withResolvers (119, 17.4), ArrayBuffer.prototype.transferToFixedLength (114, 17.4), bytes() of answers and blobs (132, 18.4).
 * Without the second, pages are drawn empty with no more than a warning.
 */
type Resolvers = { promise: Promise<unknown>; resolve: (value: unknown) => void; reject: (reason: unknown) => void }
const promises = Promise as unknown as { withResolvers?: () => Resolvers }
promises.withResolvers ??= function withResolvers(): Resolvers {
  const result = {} as Resolvers
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }))
  return result
}

const buffers = ArrayBuffer.prototype as unknown as { transferToFixedLength?: (this: ArrayBuffer, length?: number) => ArrayBuffer }
buffers.transferToFixedLength ??= function transferToFixedLength(this: ArrayBuffer, length = this.byteLength): ArrayBuffer {
  const moved = new ArrayBuffer(length)
  new Uint8Array(moved).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)))
  return moved
}

for (const prototype of [Response.prototype, Blob.prototype] as unknown as { bytes?: () => Promise<Uint8Array>; arrayBuffer(): Promise<ArrayBuffer> }[]) {
  prototype.bytes ??= async function bytes(): Promise<Uint8Array> {
    return new Uint8Array(await this.arrayBuffer())
  }
}
