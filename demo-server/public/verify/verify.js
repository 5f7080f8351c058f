import { h } from '/assets/shared/dom.js'
import { language } from '/assets/shared/format.js'
import { strip } from '/assets/shared/strip.js'

const words = {
  'zh-CN': { title: '验证合同', lead: '给借款人、审计、法院：一个文件，一句结论，凭什么这么说。', trial: '试一试', trialText: '把刚才的文件改掉一个字节，或者在签好之后再添一版，看它怎么说。您的文件不变。', flip: '改掉一个字节再查', append: '签完之后添一版再查', original: '查原来的文件' },
  en: { title: 'Verify an agreement', lead: 'For borrowers, auditors, courts: one file, one verdict, and what it rests on.', trial: 'Try it', trialText: 'Change one byte of that file, or add a version behind the signatures, and see what it says. Your file stays as it is.', flip: 'Change one byte and check', append: 'Add a version and check', original: 'Check the original' },
}[language]

const verifier = h('loan-contract-verifier', { lang: language })
const trial = h('section', { class: 'card stack', hidden: true })
document.body.append(strip('verify'), h('main', { class: 'verify-page stack' }, h('div', {}, h('h1', {}, words.title), h('p', { class: 'soft' }, words.lead)), verifier, trial))

await import('/assets/element/loan-contract-verifier.js')
const { fromPem } = await import('./fromPem.js')
// The anchors of this installation; a court brings its own.
verifier.trustAnchors = fromPem(await (await fetch('/demo/trust.pem')).text())

// Inside a drawing or a font the file stays readable, so that the verdict is about the signature.
const insideLargestStream = (bytes) => {
  const streams = [...new TextDecoder('latin1').decode(bytes).matchAll(/\nstream\r?\n[\s\S]*?endstream/g)]
  const largest = streams.reduce((a, b) => (b[0].length > a[0].length ? b : a))
  return largest.index + Math.floor(largest[0].length / 2)
}

let original = null
verifier.addEventListener('contract-verified', ({ bytes, fileName }) => {
  original ??= { bytes, fileName }
  if (!bytes.altered) original = { bytes, fileName }
  trial.hidden = false
})
const again = (change) => () => {
  const bytes = Object.assign(change(Uint8Array.from(original.bytes)), { altered: true })
  void verifier.verify(bytes, original.fileName)
  verifier.scrollIntoView({ block: 'start' })
}
const { appendVersion } = await import('./appendVersion.js')
trial.append(h('h2', {}, words.trial), h('p', { class: 'soft s' }, words.trialText), h('div', { class: 'row' },
  h('button', { type: 'button', class: 'button', onclick: again((bytes) => {
    bytes[insideLargestStream(bytes)] ^= 1
    return bytes
  }) }, words.flip),
  h('button', { type: 'button', class: 'button', onclick: again(appendVersion) }, words.append),
  h('button', { type: 'button', class: 'button', onclick: () => void verifier.verify(original.bytes, original.fileName) }, words.original)))
