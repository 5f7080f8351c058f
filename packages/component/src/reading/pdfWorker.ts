import './polyfill.js'
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs'
