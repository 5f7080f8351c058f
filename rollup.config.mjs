import resolve from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { offlinePage } from './packages/component/offline/offlinePage.mjs'

/** Blanks and remarks in style sheets are for us, not for phones. */
const packStyles = {
  name: 'pack-styles',
  transform: (code, id) => (/\/styles\/(styles|later)\.js$/.test(id) ? { code: code.replace(/\/\*[^]*?\*\//g, '').replace(/\s*([{};,])\s*/g, '$1').replace(/: +/g, ':'), map: null } : null),
}
const plugins = [packStyles, resolve({ browser: true }), terser({ ecma: 2022, module: true, compress: { passes: 3 } })]
/** pdf.js names its own modules by URLs that only bundlers of other kinds look at. */
const onwarn = (warning, warn) => (warning.code === 'CIRCULAR_DEPENDENCY' || warning.code === 'EVAL' ? undefined : warn(warning))

export default [
  {
    // The element as a page loads it: a small entry, lazy chunks, pdf.js's worker beside them.
    // One request for the first screen: what lazy chunks share stays in the entry.
    preserveEntrySignatures: 'allow-extension',
    input: { 'loan-contract-signer': 'packages/component/dist/index.js', 'pdf.worker': 'packages/component/dist/reading/pdfWorker.js' },
    plugins,
    onwarn,
    output: { dir: 'packages/component/dist/cdn', format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', sourcemap: false },
  },
  {
    // The verifier is an element of its own: it shares no chunk with the signer, whose entry has a budget.
    input: { 'loan-contract-verifier': 'packages/component/dist/verifier/index.js' },
    plugins,
    onwarn,
    output: { dir: 'packages/component/dist/cdn', format: 'es', entryFileNames: '[name].js', chunkFileNames: 'verifier-[name]-[hash].js', sourcemap: false },
  },
  {
    // The editor and the text comparison of the demo's template studio.
    input: { studio: 'demo-server/bundles/studio.js' },
    plugins,
    onwarn,
    output: { dir: 'demo-server/dist/cdn', format: 'es', entryFileNames: '[name].js', sourcemap: false },
  },
  {
    // The verifier as one file, for ten years from now: after the first bundle, whose worker it takes in.
    input: 'packages/component/dist/verifier/offline.js',
    plugins: [...plugins, offlinePage({ worker: 'packages/component/dist/cdn/pdf.worker.js', fileName: 'loan-contract-verifier.html' })],
    onwarn,
    output: { dir: 'packages/component/dist/offline', format: 'es', inlineDynamicImports: true, sourcemap: false },
  },
]
