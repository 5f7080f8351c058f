/** Everything the program says, in English. zh-CN.mjs has the same keys. */
export const en = {
  help: `loansign: checks signed loan contracts, offline unless told to fetch.

  loansign verify FILE... --trust PEM [--at TIME] [--json] [--html REPORT]
  loansign inspect FILE [--json] [--revision N --out PDF] [--certificates PEM]
  loansign extend FILE --trust PEM --out PDF [--tsa URL] [--revocation-data FILE]... [--fetch]
  loansign sign FILE --key P12 --password-file FILE --out PDF [--field NAME] [--reason TEXT] [--tsa URL]
  loansign assets DIR

  verify: who signed what and when, and whether it still holds. FILE may be a folder or a pattern.
      --trust PEM     the certificates you trust, one or more in a PEM file
      --at TIME       validate as of this moment (RFC 3339); now when not given
      --revocation    required: without revocation data nothing passes; when-present is the default
      --json          the whole report as JSON
      --html REPORT   the report as one page to print or send

  inspect: revisions, signatures and certificates as they stand there. It judges nothing.
      --revision N    take out the file as it was after revision N; with --out PDF
      --certificates  all certificates of the file into one PEM file

  extend: adds what a check in ten years needs: certificates, revocation data, and with --tsa a timestamp over all of it.
      --tsa URL               the timestamp authority; without one the file becomes B-LT, with one B-LTA, and again renewed
      --revocation-data FILE  an OCSP response or a revocation list, DER
      --fetch                 ask where the certificates say; addresses that are not public only with --allow-host NAME

  sign: signs an empty signature field with the key of a PKCS #12 file, as OpenSSL 3 writes it.
      --password-file FILE    holds the password; it is never taken from the command line
      --field NAME            which field; needed where several are empty
      --tsa URL               with a timestamp the signature is of level B-T

  assets: copies the signing element and all it loads into DIR, with the hash of each file for integrity.

      --version       prints it
      --lang          zh-CN or en; else from LC_ALL, LC_MESSAGES, LANG

  Exit code: 0 passed, 1 failed, 2 cannot be decided, 64 the input cannot be used.
  With several files the worst counts. No file is ever written over; assets renews only what it wrote itself.
`,
  unknownCommand: (/** @type {string} */ name) => `loansign: there is no command “${name}”.`,
  notBuilt: 'loansign is not built yet in this clone. Run “npm run build” once (npm start and npm test do it too).',
  optionUnknown: (/** @type {string} */ option) => `loansign: there is no option “${option}” here; “loansign --help” lists them.`,
  optionWrong: (/** @type {string} */ message) => `loansign: ${message}`,
  languageUnknown: (/** @type {string} */ value) => `loansign: --lang is zh-CN or en, not “${value}”.`,
  noFiles: (/** @type {string} */ command) => `loansign ${command}: name at least one PDF file.`,
  oneFile: (/** @type {string} */ command) => `loansign ${command}: name one PDF file.`,
  noOut: (/** @type {string} */ command) => `loansign ${command}: name the file to write with --out.`,
  fileExists: (/** @type {string} */ path) => `loansign: there is a file ${path} already; it is left as it is. Name another.`,
  notWritten: (/** @type {string} */ path) => `loansign: ${path} cannot be written. Does the folder exist?`,
  noTrust: 'loansign: name the certificates you trust with --trust PEM. Without them nothing can be proved.',
  trustUnreadable: (/** @type {string} */ path, /** @type {string} */ reason) => `loansign: the file with trusted certificates, ${path}, cannot be used: ${reason}`,
  notPem: 'it holds no certificate as PEM (-----BEGIN CERTIFICATE-----). Of DER, “openssl x509 -inform DER -in FILE -out roots.pem” makes it.',
  notCertificate: (/** @type {number} */ number) => `certificate ${number} in it cannot be read`,
  noAddress: (/** @type {string} */ url) => `loansign: --tsa takes an address like https://tsa.example/, not “${url}”.`,
  revocationUnknown: (/** @type {string} */ value) => `loansign: --revocation is required or when-present, not “${value}”.`,
  timeUnreadable: (/** @type {string} */ value) => `loansign: --at takes a time like 2026-11-20T10:42:18Z, not “${value}”.`,
  fileUnreadable: (/** @type {string} */ path, /** @type {string} */ reason) => `${path}\n  cannot be used: ${reason}`,
  noSuchFile: 'there is no such file',
  isFolder: 'it is a folder, not a file',
  noPdfInFolder: 'there is no PDF in this folder',
  notRead: (/** @type {string} */ code) => `it cannot be read (${code})`,
  notPdf: (/** @type {string} */ code) => `it is not a PDF that can be read without repair (${code})`,
  verdict: {
    'TOTAL-PASSED': 'Valid: not changed since it was signed.',
    'TOTAL-FAILED': 'Not valid.',
    'INDETERMINATE': 'Cannot be decided.',
  },
  passedWithAdditions: 'Valid, but something was added after it was signed and may cover what was signed: look at it.',
  notTrusted: 'Nobody you trust vouches for these certificates: the file given with --trust holds none of their roots. “loansign inspect” lists who issued them.',
  timestampNotTrusted: 'Nobody you trust vouches for the timestamp: the root of the timestamp authority belongs into the file given with --trust too.',
  noSignatures: 'There is no signature in this file.',
  signedBy: (/** @type {string} */ name, /** @type {string} */ field) => `${name} signed (${field})`,
  stampedBy: (/** @type {string} */ name, /** @type {string} */ field) => `${name} stamped the whole file (${field})`,
  unknownSigner: 'somebody whose certificate cannot be read',
  provenTime: (/** @type {string} */ time) => `proved by a timestamp to have been signed before ${time}`,
  claimedTime: (/** @type {string} */ time) => `claims ${time}; no valid timestamp proves it`,
  noTime: 'no time is claimed or proved',
  sealOf: 'issued by',
  changed: 'added after this signature',
  besides: 'besides',
  because: 'because',
  html: {
    title: 'Signatures of loan contracts',
    made: (/** @type {string} */ time, /** @type {number} */ count) => `Validated as of ${time}. ${count === 1 ? 'One file' : `${count} files`}.`,
    columns: ['Who signed', 'When', 'Certificate issued by', 'Level', 'Verdict'],
    limits: 'This tells who signed, when, and whether the file was changed since. It cannot tell whether the contract is fair, or under what circumstances somebody signed.',
  },
  extend: {
    written: (/** @type {string} */ path, /** @type {number} */ added) => `${path} is written, ${added.toLocaleString('en')} bytes longer; nothing before them was touched.`,
    needsTimestamp: 'Only what has a timestamp can be made to last: sign with --tsa.',
    refused: (/** @type {string} */ code) => `loansign extend: nothing was written (${code}).`,
    wanting: 'Revocation data new enough are wanting: give them with --revocation-data FILE, or ask where the certificates say with --fetch. Where certificates name no such address, as development authorities’ do not, only files from their authority help.',
    asked: 'Where the certificates say, if they do, was asked without finding enough. Addresses that are not public are asked only with --allow-host NAME; what was published before the signature cannot prove it, so wait for the next list.',
    again: 'Another try later may mend it.',
    noRevocationData: (/** @type {string} */ path) => `loansign extend: ${path} is neither an OCSP response nor a revocation list in DER. Of a list as PEM, “openssl crl -in FILE -outform DER -out list.crl” makes it.`,
  },
  advice: {
    'pkcs12-password': 'The password in the file is not the one of the key, or the key file was changed.',
    'pkcs12-unsupported': 'Write the key file again with OpenSSL 3: “openssl pkcs12 -legacy -in OLD -nodes -out all.pem”, then “openssl pkcs12 -export -in all.pem -out NEW”, and delete all.pem.',
    'pkcs12-malformed': '--key takes a PKCS #12 file (.p12, .pfx). Of a key and a certificate as PEM, “openssl pkcs12 -export -inkey KEY -in CERTIFICATE -out key.p12” makes one.',
    'pdf-malformed': 'The file is not a PDF that can be read without repair.',
    'pdf-encrypted': 'The file is encrypted; it has to be signed, and to be checked, as it is without.',
    'timestamp-malformed': 'What answers at the address of --tsa is no timestamp authority (RFC 3161).',
    'timestamp-refused': 'The timestamp authority refused the request.',
    'timestamp-mismatch': 'The timestamp authority answered another question than was asked.',
    'text-refused': 'The name or the reason is empty, too long, or holds characters that do not show.',
  },
  sign: {
    noKey: 'loansign sign: name the key with --key P12 and the file with its password with --password-file.',
    whichField: (/** @type {string[]} */ fields) => (fields.length === 0 ? 'loansign sign: the file has no empty signature field. Whoever makes the PDF puts one in: a form designer, a PDF library, or @loansign/contract.' : `loansign sign: several fields are empty; name one with --field: ${fields.join(', ')}`),
    written: (/** @type {string} */ path, /** @type {string} */ name, /** @type {string} */ field, /** @type {string} */ level) => `${path} is written: ${name} signed ${field}, level ${level}.`,
    refused: (/** @type {string} */ message) => `loansign sign: nothing was written (${message}).`,
    notEmpty: (/** @type {string} */ field, /** @type {string} */ code, /** @type {string[]} */ empty) => `loansign sign: nothing was written (${code}). ${code === 'field-already-signed' ? `“${field}” is signed already` : `There is no signature field “${field}”`}; ${empty.length === 0 ? 'none is empty' : `empty: ${empty.join(', ')}`}.`,
    notNow: (/** @type {string} */ from, /** @type {string} */ to) => `loansign sign: nothing was written (certificate-not-valid). The certificate of the key is valid from ${from} to ${to}; a signature made now could never be found valid.`,
  },
  assets: {
    oneFolder: 'loansign assets: name one folder to copy to.',
    noComponent: 'loansign assets: @loansign/component is not installed here, or not built. Run “npm install @loansign/component” (in a clone: “npm run build”).',
    notEmpty: (/** @type {string} */ path) => `loansign assets: the folder ${path} is not empty and was not made by this command; it is left as it is.`,
    copied: (/** @type {number} */ count, /** @type {string} */ path, /** @type {string} */ list) => `${count} files are in ${path}; their hashes are in ${list}. Load the first of them:`,
  },
  inspect: {
    size: (/** @type {number} */ size) => `${size.toLocaleString('en')} bytes`,
    trailing: (/** @type {number} */ count) => `${count} bytes behind the end of the file`,
    revision: (/** @type {number} */ number, /** @type {number} */ added, /** @type {number} */ length) => `revision ${number}: ${added.toLocaleString('en')} bytes, up to ${length.toLocaleString('en')}`,
    noRevision: (/** @type {string} */ asked, /** @type {number} */ count) => `loansign inspect: there is no revision ${asked}; the file has ${count}.`,
    revisionWritten: (/** @type {number} */ number, /** @type {string} */ path, /** @type {string} */ sha256) => `revision ${number} is in ${path}, SHA-256 ${sha256}`,
    certificatesWritten: (/** @type {number} */ count, /** @type {string} */ path) => `${count === 1 ? 'one certificate is' : `${count} certificates are`} in ${path}`,
    kind: { signature: 'signature', 'document-timestamp': 'document timestamp' },
    signs: (/** @type {number} */ revision) => `covers revision ${revision}`,
    noRevisionSigned: 'covers no whole revision',
    claims: 'claims',
    timestamp: 'timestamp',
    noCms: 'no readable signature value',
    empty: 'not signed yet:',
    certificate: 'certificate',
    unreadable: '(unreadable)',
    securityStore: (/** @type {{ certificates: number, ocspResponses: number, crls: number, signatures: number }} */ { certificates, ocspResponses, crls, signatures }) => `validation data: ${certificates} certificates, ${ocspResponses} OCSP responses, ${crls} CRLs, for ${signatures} signatures`,
    attachments: 'attached:',
    judgesNothing: 'Nothing of this is verified: loansign verify does that.',
  },
}
/** @typedef {typeof en} Text */
