import { sessionRoutes } from '@loansign/protocol/routes'
import { html } from 'lit'
import type { Host, ScreenController } from '../signer/host.js'
import { icon } from '../styles/icons.js'
import { fingerprint, heading } from './parts.js'

/** Screen 11: what was signed and when, and what is not done yet. */
export function receiptScreen(host: Host): ScreenController {
  const { text } = host
  let promiseHolds: boolean | null = null
  const download = (): Promise<boolean> =>
    host.act(async () => {
      const receipt = host.view.receipt!
      const bytes = await host.api.call(sessionRoutes.downloadSigned, { parameters: { documentId: receipt.documents[0]!.documentId } })
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([bytes as BlobPart], { type: 'application/pdf' }))
      link.download = `${host.view.contract.number}.pdf`
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    })
  return {
    shown() {
      void import('../signing/index.js').then(async ({ verifyPromise }) => {
        promiseHolds = await verifyPromise(host.view.receipt!)
        host.requestUpdate()
      })
    },
    render() {
      const receipt = host.view.receipt!
      const { contract, language } = host.view
      const local = (time: string): string => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium' }).format(new Date(time))
      const waiting = receipt.waitingFor.map(({ name }) => name).join(language === 'en' ? ', ' : '、')
      const effective = contract.state === 'effective'
      return html`<div class="main">
        <div class="row"><span class="round good">${icon('check')}</span><div>${heading(text.receipt.title)}<p class="xs soft num">${local(receipt.signedAt)}</p></div></div>
        <div class="card"><dl class="facts s">
          <dt>${text.receipt.file}</dt><dd>${receipt.documents.map(({ title }) => title).join('、')}</dd>
          <dt>${text.receipt.number}</dt><dd>${contract.number}</dd>
          ${host.documents[0] ? html`<dt>${text.receipt.amount}</dt><dd class="num">${host.documents[0].facts.keyFacts.principal}</dd>` : ''}
        </dl></div>
        <div class="card stack s">
          <div>${icon('check')} <b>${text.receipt.fingerprint}</b> ${fingerprint(receipt.documents[0]!.sha256, { groups: 4 })}</div>
          <div>${icon('check')} <b>${text.receipt.timestamp}</b> ${receipt.timestamp.state === 'stamped' ? html`${receipt.timestamp.authority} <span class="num">${local(receipt.timestamp.time)}</span>` : ''}</div>
          <div role="status">${icon(promiseHolds === false ? 'warn' : 'check')} <b>${text.receipt.promise}</b> ${promiseHolds === null ? '' : promiseHolds ? text.receipt.promiseOk : text.receipt.promiseBad}</div>
        </div>
        <div class="note ${effective ? 'good' : 'warn'}">${icon('clock')}<span>${effective ? text.receipt.effective : html`<b>${text.receipt.notYet}</b>：${text.receipt.waiting(waiting)}`}</span></div>
      </div>
      <footer><button part="primary" class="button go" type="button" @click=${() => void download()}>${icon('down')}${text.receipt.download}</button></footer>`
    },
  }
}
