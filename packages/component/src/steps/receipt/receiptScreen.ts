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
  const [contractFile] = receipt.documents
  const several = receipt.documents.length > 1
  const download = (index: number): Promise<boolean> =>
    host.act(async () => {
      const { documentId, title } = receipt.documents[index]!
      const bytes = await host.api.call(sessionRoutes.downloadSigned, { parameters: { documentId } })
      saveFile({ name: `${contract.number}${several ? ` ${title}` : ''}.pdf`, type: 'application/pdf', content: bytes })
    })
  const pagesOf = (documentId: string): number => documents.find(({ id }) => id === documentId)?.pages ?? 0
  const shortPrint = (sha256: string): TemplateResult => html`<span class="code nb">${sha256.slice(0, 16).replace(/.{4}/g, '$& ')}…</span>`
  /** Every document with its own fingerprint and its own file. */
  const papers = (): TemplateResult => html`<div class="card xs papers">${receipt.documents.map(({ documentId, title, sha256 }, index) => html`<div>
      <div class="row apart"><b class="s">${title}</b><button class="link" type="button" aria-label="${text.downloadOne} ${title}" @click=${() => void download(index)}>${text.downloadOne}</button></div>
      <div><span class="soft">${text.ofPages(pagesOf(documentId))} · ${text.fingerprint} </span>${shortPrint(sha256)}</div></div>`)}</div>`
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
          <dt>${text.file}</dt><dd>${several ? text.documents(receipt.documents.length) : text.pages(contractFile!.title, pagesOf(contractFile!.documentId))}</dd>
          <dt>${text.number}</dt><dd>${contractNumber(contract.number)}</dd>
          ${host.documents[0] ? html`<dt>${text.amount}</dt><dd class="num">${host.documents[0].facts.keyFacts.principal}</dd>` : nothing}
        </dl></div>
        ${several ? papers() : nothing}
        <div class="card xs proofs">
          ${several ? nothing : proof(icon('check'), text.fingerprint, shortPrint(contractFile!.sha256))}
          ${timestamp.state === 'stamped' ? proof(icon('check'), text.timestamp, timestamp.authority) : nothing}
          <div role="status">${promiseHolds === null ? laterIcon('clock') : icon(promiseHolds ? 'check' : 'warn')}<span class="grow"><b>${text.promise}</b> ${promiseHolds === null ? '' : promiseHolds ? text.promiseOk : text.promiseBad}</span></div>
        </div>
        <div class="note ${contract.state === 'effective' ? 'good' : 'warn'}">${laterIcon('clock')}<span>${contract.state === 'effective' ? text.effective : html`${before}<b>${notYet}</b>${after}${text.waiting(signers, sealed)}`}</span></div>
      </div>
      <footer>${primary({ label: html`${laterIcon('down')}${text.download}`, onPress: () => void download(0) })}${plain(text.receipt, saveReceipt)}</footer>`
    },
  }
}
