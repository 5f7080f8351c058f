export interface DrawSignaturePageOptions {
  /** Holds one canvas. */
  readonly frame: HTMLElement
  /** The file as it will be, with an empty signature. */
  readonly joined: Uint8Array
  readonly page: number
  /** The signer's place, in points, origin bottom left. */
  readonly rect: readonly number[]
  /** The whole page, or the strip around the place. */
  readonly whole: boolean
}

/** Points of page above and below the place that stay in view. */
const around = 34
const aside = 46

/** Draws the page from the joined bytes: the strip around the signature as large as the width allows, or all of it. */
export async function drawSignaturePage({ frame, joined, page, rect, whole }: DrawSignaturePageOptions): Promise<void> {
  const canvas = frame.querySelector('canvas')!
  const { PdfPages } = await import('../../reading/pdfPages.js')
  const pages = await PdfPages.open(joined)
  try {
    const width = frame.clientWidth
    const natural = await pages.size(page)
    const scale = width / (whole ? natural.width : natural.width - 2 * aside)
    await pages.draw(canvas, { page, width: natural.width * scale })
    const [, bottom = 0, , top = 0] = rect
    const strip = whole ? natural.height : top - bottom + 2 * around
    // Styles through CSSOM: the content security policy allows no style attributes.
    Object.assign(frame.style, { height: `${Math.round(strip * scale)}px` })
    Object.assign(canvas.style, {
      width: `${natural.width * scale}px`, height: `${natural.height * scale}px`, marginLeft: whole ? '0' : `${-aside * scale}px`, marginTop: whole ? '0' : `${-(natural.height - top - around) * scale}px`,
    })
    canvas.dataset.drawn = 'true'
  } finally {
    await pages.close()
  }
}
