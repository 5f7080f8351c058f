/** pdf.js's worker, which lies beside the bundle. The offline page, which is one file, brings its own. */
export function startWorker(): Worker {
  return new Worker(new URL('./pdf.worker.js', import.meta.url), { type: 'module' })
}
