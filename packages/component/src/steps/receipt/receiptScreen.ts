import { sessionRoutes } from '@loansign/protocol/routes'
import { html, nothing, type TemplateResult } from 'lit'
import type { Host, ScreenController } from '../../signer/host.js'
import { icon } from '../../styles/icons.js'
import { laterIcon } from '../../styles/laterIcons.js'
import { contractNumber, heading, plain, primary } from '../parts.js'
import { momentText } from './momentText.js'
import { saveFile } from './saveFile.js'

/** Screen 11: what was signed and when, and what is not done yet. */
export function receiptScreen(host: Host): ScreenController {
  const text = host.words.receipt
  const receipt = host.view.receipt!
  const { contract, language, documents } = host.view
  let promiseHolds: boolean | null = null
  const download = (): Promise<boolean> =>
    host.act(async () => {
      const bytes = await host.api.call(sessionRoutes.downloadSigned, { parameters: { documentId: receipt.documents[0]!.documentId } })
      saveFile({ name: `${contract.number}.pdf`, type: 'application/pdf', content: bytes })
    })
  const saveReceipt = (): void => saveFile({ name: `${contract.number} ${text.receiptFile}.json`, type: 'application/json', content: `${JSON.stringify(receipt, null, 2)}\n` })
  const proof = (symbol: TemplateResult, name: string, what: TemplateResult | string): TemplateResult => html`<div>${symbol}<span class="grow"><b>${name}</b> ${what}</span></div>`
  return {
    shown() {
      void import('../../signing/index.js').then(async ({ verifyPromise }) => {
        promiseHolds = await verifyPromise(receipt).catch(() => false)
        host.requestUpdate()
      })
    },
    render() {
      const signers = receipt.waitingFor.filter(({ role }) => role !== 'lender').map(({ name }) => name)
      const sealed = receipt.waitingFor.some(({ role }) => role === 'lender')
      const [before, notYet, after] = text.notYet
      const { timestamp } = receipt
      return html`<div class="main">
        <div class="row signed"><span class="round">${icon('check')}</span><div>${heading(text.title)}<p class="xs soft"><span class="num">${momentText(receipt.signedAt, language)}</span>${text.beijing}</p></div></div>
        <div class="card"><dl class="facts s">
          <dt>${text.file}</dt><dd>${receipt.documents.map(({ documentId, title }) => html`<div>${text.pages(title, documents.find(({ id }) => id === documentId)?.pages ?? 0)}</div>`)}</dd>
          <dt>${text.number}</dt><dd>${contractNumber(contract.number)}</dd>
          ${host.documents[0] ? html`<dt>${text.amount}</dt><dd class="num">${host.documents[0].facts.keyFacts.principal}</dd>` : nothing}
        </dl></div>
        <div class="card xs proofs">
          ${proof(icon('check'), text.fingerprint, html`<span class="code nb">${receipt.documents[0]!.sha256.slice(0, 16).replace(/.{4}/g, '$& ')}…</span>`)}
          ${timestamp.state === 'stamped' ? proof(icon('check'), text.timestamp, timestamp.authority) : nothing}
          <div role="status">${promiseHolds === null ? laterIcon('clock') : icon(promiseHolds ? 'check' : 'warn')}<span class="grow"><b>${text.promise}</b> ${promiseHolds === null ? '' : promiseHolds ? text.promiseOk : text.promiseBad}</span></div>
        </div>
        <div class="note ${contract.state === 'effective' ? 'good' : 'warn'}">${laterIcon('clock')}<span>${contract.state === 'effective' ? text.effective : html`${before}<b>${notYet}</b>${after}${text.waiting(signers, sealed)}`}</span></div>
      </div>
      <footer>${primary({ label: html`${laterIcon('down')}${text.download}`, onPress: () => void download() })}${plain(text.receipt, saveReceipt)}</footer>`
    },
  }
}
