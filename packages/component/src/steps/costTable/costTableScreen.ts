import { sessionRoutes } from '@loansign/protocol/routes'
import { html, type TemplateResult } from 'lit'
import { helpButton } from '../../signer/shell.js'
import type { Host, ScreenController } from '../../signer/host.js'
import type { CostRow } from '../../signing/openDocument.js'
import { ring } from '../../styles/laterIcons.js'
import { primary } from '../parts.js'
import { ServerClock } from '../serverClock.js'
import { watchSeen } from '../watchSeen.js'

/** Screen 3: the cost table in a pop-up of its own, before the contract, for the time the law asks. It has no closing cross. */
export function costTableScreen(host: Host): ScreenController {
  const { words } = host
  const text = words.cost
  const clock = new ServerClock(host.view.costTable.minimumSeconds, () => host.requestUpdate())
  let endSeen = false
  let observer: IntersectionObserver | undefined
  let unwatch: (() => void) | undefined
  const dialog = (): HTMLDialogElement | null => host.renderRoot.querySelector('dialog.pop')
  const open = (): Promise<boolean> =>
    host.queue(async () => {
      const { remainingSeconds } = await host.api.call(sessionRoutes.openCostTable)
      clock.run(remainingSeconds)
    })
  const pause = (): void => {
    clock.stop()
    void host.queue(async () => {
      const { remainingSeconds } = await host.api.call(sessionRoutes.pauseCostTable)
      clock.stop(remainingSeconds)
    })
  }
  const confirm = (): Promise<boolean> =>
    host.act(async () => {
      await host.api.call(sessionRoutes.confirmCostTable, { body: { clientReported: { endSeen } } })
      await host.refresh()
    })
  const row = ({ item, chargedBy, basis, rate }: CostRow): TemplateResult =>
    html`<tr><th scope="row">${item}<small>${chargedBy === '—' ? basis : `${chargedBy === host.view.lender.name ? host.view.lender.shortName : chargedBy} · ${basis}`}</small></th><td class="num">${rate}</td></tr>`
  const toEnd = (): void => {
    const inside = host.renderRoot.querySelector('.inside')
    inside?.scrollTo({ top: inside.scrollHeight })
  }
  return {
    shown() {
      dialog()?.showModal()
      void open()
      unwatch = watchSeen(dialog()!, { onHidden: pause, onSeen: () => void open() })
      observer = new IntersectionObserver((entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        endSeen = true
        host.requestUpdate()
      })
      observer.observe(host.renderRoot.querySelector('[data-end]')!)
    },
    hidden() {
      clock.stop()
      observer?.disconnect()
      unwatch?.()
      dialog()?.close()
    },
    render() {
      const table = host.documents[0]!.facts.costTable
      const left = Math.ceil(clock.remaining)
      const missing = left > 0 ? text.wait(left) : endSeen ? undefined : text.end
      return html`<div class="main"></div>
      <dialog class="pop" aria-labelledby="cost-title" @cancel=${(event: Event) => event.preventDefault()}>
        <header><div class="grow"><h2 id="cost-title" tabindex="-1" data-heading autofocus>${table.title}</h2><p class="xs soft">${text.before}</p></div>${helpButton(words, () => host.help())}</header>
        <div class="inside" tabindex="0" role="region" aria-labelledby="cost-title">
          <div class="big"><div><div class="xs soft">${text.annual}</div><div class="xl num">${table.annualCost}</div></div><div class="xs soft num">${text.compound}<br>${table.annualCostCompound}</div></div>
          <table><thead><tr><th scope="col">${text.item}</th><td>${text.rate}</td></tr></thead><tbody>${table.normal.map(row)}</tbody></table>
          <p class="s">${emphasised(table.totalSentence)}</p>
          <table><thead><tr><th scope="col">${text.contingent}</th><td>${text.standard}</td></tr></thead><tbody>${table.contingent.map(row)}</tbody></table>
          <p class="s" data-end><b>${table.nothingElse}</b></p>
        </div>
        <footer>
          <div class="timer">${ring(clock.remaining, clock.whole)}<div class="xs"><b class="num">${left > 0 ? text.wait(left) : text.ready}</b><br><span class="soft">${text.law}</span></div></div>
          ${primary({ label: text.go, missing: left > 0 ? text.go : missing, onPress: () => void confirm(), onMissing: toEnd })}
        </footer>
      </dialog>`
    },
  }
}

/** Amounts in a sentence stand out, and stay whole. */
function emphasised(sentence: string): (string | TemplateResult)[] {
  return sentence.split(/([¥$€]?\d[\d,]*\.\d{2})/).map((part, index) => (index % 2 === 1 ? html`<b class="num">${part}</b>` : part))
}
