/** Everything the program says, in English. zh-CN.mjs has the same keys. */
export const en = {
  help: `loansign: checks signed loan contracts, offline.

  loansign verify FILE... --trust PEM [--at TIME] [--json] [--lang zh-CN|en]

      --trust PEM   the certificates you trust, one or more in a PEM file
      --at TIME     validate as of this moment (RFC 3339); now when not given
      --json        the whole report as JSON
      --lang        language of the answer; else from LC_ALL, LC_MESSAGES, LANG

  Exit code: 0 passed, 1 failed, 2 cannot be decided, 64 the input cannot be used.
  With several files the worst counts.
`,
  unknownCommand: (/** @type {string} */ name) => `loansign: there is no command “${name}”.`,
  notBuilt: 'loansign is not built yet in this clone. Run “npm run build” once (npm start and npm test do it too).',
  optionUnknown: (/** @type {string} */ message) => `loansign verify: ${message}`,
  noFiles: 'loansign verify: name at least one PDF file.',
  noTrust: 'loansign verify: name the certificates you trust with --trust PEM. Without them nothing can be proved.',
  trustUnreadable: (/** @type {string} */ path) => `loansign verify: the file with trusted certificates cannot be used: ${path}`,
  timeUnreadable: (/** @type {string} */ value) => `loansign verify: --at takes a time like 2026-11-20T10:42:18Z, not “${value}”.`,
  fileUnreadable: (/** @type {string} */ path, /** @type {string} */ reason) => `${path}\n  cannot be used: ${reason}`,
  noSuchFile: 'there is no such file',
  notPdf: (/** @type {string} */ code) => `it is not a PDF that can be read without repair (${code})`,
  verdict: {
    'TOTAL-PASSED': 'Valid: not changed since it was signed.',
    'TOTAL-FAILED': 'Not valid.',
    'INDETERMINATE': 'Cannot be decided.',
  },
  noSignatures: 'There is no signature in this file.',
  signedBy: (/** @type {string} */ name, /** @type {string} */ field) => `${name} signed (${field})`,
  unknownSigner: 'somebody whose certificate cannot be read',
  provenTime: (/** @type {string} */ time) => `proved by a timestamp to have been signed before ${time}`,
  claimedTime: (/** @type {string} */ time) => `claims ${time}; no valid timestamp proves it`,
  noTime: 'no time is claimed or proved',
  sealOf: 'issued by',
  changed: 'added after this signature',
  because: 'because',
  timeZone: 'UTC',
}
/** @typedef {typeof en} Text */
