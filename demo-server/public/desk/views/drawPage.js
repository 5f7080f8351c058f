/** Draws one page of a PDF with pdf.js; the canvas is as wide as its place and sharp on dense screens. */
export async function drawPage(address, { page, label, width = 780 }) {
  const { getDocument, GlobalWorkerOptions } = await import('/assets/pdfjs/pdf.min.mjs')
  GlobalWorkerOptions.workerSrc = '/assets/pdfjs/pdf.worker.min.mjs'
  const data = new Uint8Array(await (await fetch(address)).arrayBuffer())
  const task = getDocument({ data, isEvalSupported: false, enableXfa: false, useSystemFonts: false, verbosity: 0 })
  try {
    const proxy = await (await task.promise).getPage(page)
    const natural = proxy.getViewport({ scale: 1 })
    const viewport = proxy.getViewport({ scale: (width / natural.width) * Math.min(devicePixelRatio, 2) })
    const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(viewport.width), height: Math.round(viewport.height) })
    canvas.setAttribute('role', 'img')
    canvas.setAttribute('aria-label', label)
    await proxy.render({ canvas, viewport, annotationMode: 1 }).promise
    return canvas
  } finally {
    await task.destroy()
  }
}
