import { nodeModule } from '../nodeModule.js'

interface NodeBuffer {
  from(buffer: ArrayBufferLike, offset: number, length: number): { toString(encoding: 'base64url'): string }
  from(text: string, encoding: 'base64url'): Uint8Array<ArrayBuffer>
}

/** Node's Buffer where there is Node: its base64url is some fifty times quicker than one written in JavaScript. Not the global of that name, which bundlers fill with others. */
export function nodeBuffer(): NodeBuffer | undefined {
  return (nodeModule('node:buffer') as { readonly Buffer: NodeBuffer } | undefined)?.Buffer
}
