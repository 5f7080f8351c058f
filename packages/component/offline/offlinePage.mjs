import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const read = (name) => readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8')

/** pdf.js's worker stands in the page as text and starts from there; a classic one, for browsers start no module from a page on a disk. */
const workerFromPage = `export function startWorker() {
  return new Worker(URL.createObjectURL(new Blob([document.getElementById('worker').textContent], { type: 'text/javascript' })))
}`

/**
 * Rollup plugin: the verifier, pdf.js and its worker as one HTML file that works from a disk, with a policy that lets it fetch nothing.
 * @param {{ worker: string, fileName: string }} options worker: path of the bundled worker.
 */
export function offlinePage({ worker, fileName }) {
  return {
    name: 'offline-page',
    transform: (code, id) => (/[\\/]reading[\\/]startWorker\.js$/.test(id) ? { code: workerFromPage, map: null } : null),
    generateBundle(_, bundle) {
      const [chunk, ...others] = Object.values(bundle)
      if (!chunk || others.length > 0) this.error('the offline page is made of one chunk')
      if (chunk.code.includes('pdf.worker.js')) this.error('the offline page would look for its worker elsewhere')
      const [script, style] = [inline(chunk.code), read('page.css')]
      const policy = `default-src 'none'; script-src '${hash(script)}'; style-src '${hash(style)}'; worker-src blob:; base-uri 'none'; form-action 'none'`
      const parts = { POLICY: policy, STYLE: style, WORKER: inline(whole(worker).replaceAll('import.meta.url', 'self.location.href')), SCRIPT: script, TRUST: '' }
      delete bundle[chunk.fileName]
      this.emitFile({ type: 'asset', fileName, source: read('page.html').replace(/%([A-Z]+)%/g, (_whole, name) => parts[name]) })
    },
  }
}

/** What would end or confuse the script element; inside strings and patterns, the only places where code has it, the escape means the same. */
const inline = (code) => code.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--')

/** A bundle with the chunks it imports for their effect alone, as the worker does with its polyfills; in blocks, so that their names stay apart. */
function whole(file) {
  const code = readFileSync(file, 'utf8').replace(/^import\s*"(\.\/[\w.-]+)";/gm, (_statement, path) => `{${whole(join(dirname(file), path))}}`)
  if (/^import\b/m.test(code)) throw new Error(`${file} imports what cannot be put into the page`)
  return code
}

/** A reader's certificates are no script: adding them to the page leaves its policy alone. */
const hash = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`
