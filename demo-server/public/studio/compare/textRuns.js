/** The text of a PDF with its places, points from the top left corner of each page. */
export async function textRuns(pdf) {
  const { getDocument, GlobalWorkerOptions } = await import('/assets/pdfjs/pdf.min.mjs')
  GlobalWorkerOptions.workerSrc = '/assets/pdfjs/pdf.worker.min.mjs'
  const task = getDocument({ data: pdf, isEvalSupported: false, enableXfa: false, useSystemFonts: false, verbosity: 0 })
  try {
    const document = await task.promise
    const runs = []
    for (let page = 0; page < document.numPages; page++) {
      const proxy = await document.getPage(page + 1)
      const { height } = proxy.getViewport({ scale: 1 })
      const { items } = await proxy.getTextContent()
      for (const { str, transform, width, height: size } of items) if (str?.trim()) runs.push({ page, text: str, x: transform[4], y: height - transform[5] - size * 0.88, width, height: size })
    }
    return runs
  } finally {
    await task.destroy()
  }
}
