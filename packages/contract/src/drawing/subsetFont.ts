import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** HarfBuzz's own names (hb-subset.h). */
interface HarfBuzz {
  readonly memory: WebAssembly.Memory
  _initialize(): void
  malloc(size: number): number
  hb_blob_create(data: number, length: number, mode: number, userData: number, destroy: number): number
  hb_blob_get_data(blob: number, length: number): number
  hb_blob_get_length(blob: number): number
  hb_face_create(blob: number, index: number): number
  hb_face_reference_blob(face: number): number
  hb_set_add(set: number, value: number): void
  hb_subset_input_create_or_fail(): number
  hb_subset_input_unicode_set(input: number): number
  hb_subset_input_set(input: number, kind: number): number
  hb_subset_input_set_flags(input: number, flags: number): void
  hb_subset_or_fail(face: number, input: number): number
}

const modeReadOnly = 1
const flags = { noHinting: 0x1, notdefOutline: 0x40, noLayoutClosure: 0x200 }
const dropTables = 3
/** Nothing in a PDF reads these: glyphs are placed one by one. */
const unused = ['GSUB', 'GPOS', 'GDEF', 'BASE', 'DSIG', 'VORG', 'vhea', 'vmtx', 'STAT', 'gasp']

/**
 * The part of a TrueType font that has these characters, by HarfBuzz. Another subsetter lost outlines and kept the names of glyphs, so what comes of this
 * one is looked at as well: checkDrawnPages. Every call has a memory of its own, which ends with it.
 */
export function subsetFont(font: Uint8Array, codePoints: Iterable<number>): Uint8Array {
  const program = readFileSync(createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz-subset.wasm'))
  const hb = new WebAssembly.Instance(new WebAssembly.Module(program), {}).exports as unknown as HarfBuzz
  hb._initialize()
  const data = hb.malloc(font.length)
  new Uint8Array(hb.memory.buffer).set(font, data)
  const face = hb.hb_face_create(hb.hb_blob_create(data, font.length, modeReadOnly, 0, 0), 0)
  const input = hb.hb_subset_input_create_or_fail()
  const unicode = hb.hb_subset_input_unicode_set(input)
  for (const codePoint of codePoints) hb.hb_set_add(unicode, codePoint)
  const dropped = hb.hb_subset_input_set(input, dropTables)
  for (const tag of unused) hb.hb_set_add(dropped, Buffer.from(tag, 'latin1').readUInt32BE())
  hb.hb_subset_input_set_flags(input, flags.noHinting | flags.notdefOutline | flags.noLayoutClosure)
  const subset = hb.hb_subset_or_fail(face, input)
  if (subset === 0) throw new TypeError('subsetFont: this is not a font')
  const blob = hb.hb_face_reference_blob(subset)
  const [at, length] = [hb.hb_blob_get_data(blob, 0), hb.hb_blob_get_length(blob)]
  return new Uint8Array(hb.memory.buffer).slice(at, at + length)
}
