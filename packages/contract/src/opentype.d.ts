/** The part of opentype.js that is used here; the package brings no types. */
declare module 'opentype.js' {
  export type PathCommand =
    | { readonly type: 'M' | 'L'; readonly x: number; readonly y: number }
    | { readonly type: 'C'; readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number; readonly x: number; readonly y: number }
    | { readonly type: 'Q'; readonly x1: number; readonly y1: number; readonly x: number; readonly y: number }
    | { readonly type: 'Z' }
  export interface Font {
    readonly unitsPerEm: number
    readonly ascender: number
    readonly descender: number
    readonly tables: { readonly head: { readonly xMin: number; readonly yMin: number; readonly xMax: number; readonly yMax: number } }
    /** 0 when the font has no glyph for it. */
    charToGlyphIndex(character: string): number
    getAdvanceWidth(text: string, fontSize: number): number
    getPath(text: string, x: number, y: number, fontSize: number): { readonly commands: readonly PathCommand[] }
  }
  const opentype: { parse(buffer: ArrayBuffer, options?: { readonly lowMemory?: boolean }): Font }
  export default opentype
}
