import { parsePem, SignatureError, verifyPdf } from '/assets/signature/signature.js'

const words = JSON.parse(document.querySelector('#words').textContent)
const drop = document.querySelector('.drop')
const result = document.querySelector('#result')
const flip = document.querySelector('#flip')
let bytes = null

const element = (name, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(name), properties)
  node.append(...children)
  return node
}
/** What comes out of a file may try to look like something else: controls and direction marks are shown. */
const safe = (text) => (text ?? '?').replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0).toString(16)}}`).slice(0, 200)

async function show(file) {
  // The anchors of this installation; a court brings its own.
  const trustAnchors = parsePem(await (await fetch('/demo/trust.pem')).text())
  try {
    const report = await verifyPdf(file, { trustAnchors })
    const kind = { 'TOTAL-PASSED': '', 'TOTAL-FAILED': 'failed', 'INDETERMINATE': 'open' }[report.indication]
    result.replaceChildren(
      element('div', { className: `card verdict ${kind} stack` }, element('h2', {}, { '': '✓', failed: '✕', open: '…' }[kind], ' ', words.verdict[report.indication]), element('p', { className: 'code soft', textContent: `${report.indication}${report.subIndication ? ` / ${report.subIndication}` : ''}` })),
      ...report.signatures.map((signature) => element('div', { className: 'card stack' }, element('h3', { textContent: safe(signature.signer?.commonName) }), element('p', { className: 'small', textContent: signature.bestSignatureTime ? `${words.proved} ${new Date(signature.bestSignatureTime).toLocaleString(document.documentElement.lang)}` : words.unproved }), element('p', { className: 'small soft', textContent: `${words.verdict[signature.indication]} · ${signature.level} · ${safe(signature.signer?.issuer)}` }), ...signature.changesSince.filter(({ kind: change }) => change === 'suspicious').map(({ what, object }) => element('p', { className: 'small', textContent: `${words.changed} ${what} (${object})` })))),
      element('p', { className: 'small soft', textContent: words.cannot }),
    )
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    result.replaceChildren(element('div', { className: 'card verdict failed' }, element('h2', { textContent: words.unreadable }), element('p', { className: 'code soft', textContent: error.code })))
  }
}

async function take(file) {
  bytes = new Uint8Array(await file.arrayBuffer())
  flip.hidden = false
  await show(bytes)
}
drop.querySelector('input').addEventListener('change', (event) => event.target.files[0] && take(event.target.files[0]))
drop.addEventListener('dragover', (event) => {
  event.preventDefault()
  drop.classList.add('over')
})
drop.addEventListener('dragleave', () => drop.classList.remove('over'))
drop.addEventListener('drop', (event) => {
  event.preventDefault()
  drop.classList.remove('over')
  if (event.dataTransfer.files[0]) void take(event.dataTransfer.files[0])
})
flip.addEventListener('click', () => {
  const changed = Uint8Array.from(bytes)
  changed[Math.floor(changed.length / 3)] ^= 1
  void show(changed)
})
