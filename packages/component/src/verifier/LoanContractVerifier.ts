import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit'
import { ContractVerifiedEvent } from './ContractVerifiedEvent.js'
import { checkEvidence, readTrail, type TrailReport } from './checks/checkEvidence.js'
import { checkFile, readAnchors } from './checks/checkFile.js'
import { drawDifference } from './checks/drawDifference.js'
import { signedVersionOf, verdictOf } from './checks/verdict.js'
import type { Anchor, CheckedFile, Comparison, VerifierHost } from './host.js'
import { dropScreen } from './screens/drop.js'
import { icon } from './screens/parts.js'
import { signaturesScreen } from './screens/signatures.js'
import { verdictScreen } from './screens/verdict.js'
import { safeText } from './checks/safeText.js'
import { verifierStyles } from './styles/styles.js'
import { verifierWords, type VerifierWords } from './words/index.js'

const largestBytes = 100 * 1024 * 1024

/**
 * Tells whether a signed contract is genuine and unchanged. A dropped file never leaves the page.
 *
 * @summary The verdict on a signed PDF, by names and times, with what verifying cannot tell.
 *
 * @attr {string} lang - `zh-CN` or `en`; the page's language unless given.
 *
 * @event {ContractVerifiedEvent} contract-verified - A file was checked.
 */
export class LoanContractVerifier extends LitElement implements VerifierHost {
  static override styles = verifierStyles
  static override properties = { lang: { type: String }, screen: { state: true }, file: { state: true }, trail: { state: true }, anchors: { state: true }, comparison: { state: true }, chosen: { state: true }, notice: { state: true }, anchorsShown: { state: true } }

  declare lang: string
  declare private screen: 'drop' | 'checking' | 'verdict' | 'signatures' | 'unreadable'
  declare file: CheckedFile | null
  declare trail: TrailReport | null
  declare anchors: readonly Anchor[]
  declare comparison: Comparison | null
  declare chosen: number
  declare notice: string | null
  declare anchorsShown: boolean
  #problem = ''
  #taken: Uint8Array | null = null
  #name = ''
  #round = 0

  constructor() {
    super()
    this.lang = ''
    this.screen = 'drop'
    this.file = null
    this.trail = null
    this.anchors = []
    this.comparison = null
    this.chosen = 0
    this.notice = null
    this.anchorsShown = false
  }

  get words(): VerifierWords {
    return verifierWords(this.lang || document.documentElement.lang || 'zh-CN')
  }

  /** Certificates to trust, DER. What a person adds takes their place. A file that is here already is checked again. */
  set trustAnchors(anchors: readonly Uint8Array[]) {
    void readAnchors(anchors).then((read) => this.#trust(read))
  }

  #trust(anchors: readonly Anchor[]): void {
    this.anchors = anchors
    if (this.#taken) void this.verify(this.#taken, this.#name)
  }

  /** Checks a file and shows the verdict. */
  async verify(bytes: Uint8Array, fileName: string): Promise<void> {
    const round = ++this.#round
    this.#taken = bytes
    this.#name = fileName
    this.notice = null
    this.comparison = null
    this.chosen = 0
    this.screen = 'checking'
    // The words come on screen before the work begins.
    await new Promise((done) => setTimeout(done))
    const checked = await checkFile({ bytes, name: fileName, trustAnchors: this.anchors.map(({ der }) => der) })
    if (round !== this.#round) return
    if ('problem' in checked) {
      this.#problem = checked.problem
      this.file = null
      this.screen = 'unreadable'
      return
    }
    this.file = checked
    this.screen = 'verdict'
    this.dispatchEvent(new ContractVerifiedEvent({ report: checked.report, bytes, fileName }))
    const signed = verdictOf(checked.report).kind === 'changed' ? signedVersionOf(checked.report) : null
    if (!signed) return
    const comparison = await drawDifference({ then: bytes.subarray(0, signed.signedLength), now: bytes })
    if (round === this.#round) this.comparison = comparison
  }

  readonly take = (file: File): void => {
    if (file.size > largestBytes) this.notice = this.words.tooLarge
    else void file.arrayBuffer().then((buffer) => this.verify(new Uint8Array(buffer), file.name))
  }

  readonly takeAnchors = (file: File): void => {
    void file.arrayBuffer().then(async (buffer) => {
      const read = await readAnchors([new Uint8Array(buffer)])
      this.notice = read.length > 0 ? null : this.words.rootsBad
      if (read.length > 0) this.#trust(read)
    })
  }

  readonly takeTrail = (file: File): void => {
    void file.text().then(async (text) => {
      const trail = readTrail(text)
      this.notice = trail ? null : this.words.evidenceBad
      if (trail) this.trail = await checkEvidence(trail)
    })
  }

  readonly showAnchors = (): void => void (this.anchorsShown = !this.anchorsShown)

  show(screen: 'verdict' | 'signatures'): void {
    this.screen = screen
  }

  choose(index: number): void {
    this.chosen = index
  }

  extract(length: number): void {
    if (this.file) this.#save(this.file.bytes.slice(0, length), this.#name.replace(/(\.pdf)?$/i, '-signed.pdf'), 'application/pdf')
  }

  readonly exportReport = (): void => {
    if (!this.file) return
    const { name, sha256, report } = this.file
    this.#save(new TextEncoder().encode(`${JSON.stringify({ file: name, sha256, report }, null, 2)}\n`), this.#name.replace(/(\.pdf)?$/i, '-report.json'), 'application/json')
  }

  #save(bytes: Uint8Array<ArrayBuffer>, name: string, type: string): void {
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob([bytes], { type })), download: name })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }

  /** A screen that took the place of another is announced and reached by its heading. */
  protected override updated(changed: PropertyValues): void {
    if (changed.has('screen') && changed.get('screen') !== undefined) this.renderRoot.querySelector<HTMLElement>('h2')?.focus()
  }

  protected override render(): TemplateResult {
    const { words, file } = this
    return html`<div class="top"><span class="mark">${icon('shield')}</span>
        <div class="grow"><b>${words.title}</b><br /><span class="xs soft name">${file ? `${safeText(file.name)} · ${Math.ceil(file.bytes.length / 1024)} KB` : words.here}</span></div>
        <span class="tag passed">${icon('lock')}${words.stays}</span></div>
      ${this.#screen(words, file)}`
  }

  #screen(words: VerifierWords, file: CheckedFile | null): TemplateResult {
    if (this.screen === 'checking') return html`<div class="body"><p role="status">${words.checking}</p></div>`
    if (this.screen === 'unreadable') {
      const [title, text] = words.verdict.notPdf as [string, string]
      return html`<div class="verdict open" role="status"><div class="grow"><h2 tabindex="-1">${title}</h2><p>${text}</p></div><span class="indication">${this.#problem}</span></div>${dropScreen(this)}`
    }
    if (this.screen === 'verdict' && file) return verdictScreen(this, file)
    return this.screen === 'signatures' && file ? signaturesScreen(this, file) : dropScreen(this)
  }
}
