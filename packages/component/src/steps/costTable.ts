import { sessionRoutes } from '@loansign/protocol/routes'
import { html } from 'lit'
import type { Host, ScreenController } from '../signer/host.js'
import type { CostRow } from '../signing/openDocuments.js'
import { icon, ring } from '../styles/icons.js'
import { heading, primary } from './parts.js'
import { ServerClock, watchVisibility } from './serverClock.js'

/** Screen 3: the cost table on its own, before the contract, for the time the law asks. */
export function costTableScreen(host: Host): ScreenController {
  const { text } = host
  const clock = new ServerClock(host.view.costTable.minimumSeconds, () => host.requestUpdate())
  let endSeen = false
  let observer: IntersectionObserver | undefined
  let unwatch: (() => void) | undefined
  const open = (): Promise<boolean> =>
    host.queue(async () => {
      const { remainingSeconds } = await host.api.call(sessionRoutes.openCostTable)
      clock.run(remainingSeconds)
    })
  const pause = (): void => {
    clock.stop()
    void host.api.call(sessionRoutes.pauseCostTable).then(({ remainingSeconds }) => clock.stop(remainingSeconds), () => undefined)
  }
  const confirm = (): Promise<boolean> =>
    host.act(async () => {
      await host.api.call(sessionRoutes.confirmCostTable, { body: { clientReported: { endSeen } } })
      await host.refresh()
    })
  const row = ({ item, chargedBy, basis, rate }: CostRow) => html`<tr><th scope="row">${item}<small>${chargedBy === '—' ? basis : `${chargedBy} · ${basis}`}</small></th><td class="num">${rate}</td></tr>`
  return {
    shown() {
      void open()
      unwatch = watchVisibility(pause, () => void open())
      const end = host.renderRoot.querySelector('[data-end]')
      observer = new IntersectionObserver((entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) {
          endSeen = true
          host.requestUpdate()
        }
      })
      if (end) observer.observe(end)
    },
    hidden() {
      clock.stop()
      observer?.disconnect()
      unwatch?.()
    },
    render() {
      const table = host.documents[0]!.facts.costTable
      const left = Math.ceil(clock.remaining)
      const missing = left > 0 ? text.cost.wait(left) : endSeen ? undefined : text.cost.end
      return html`<div class="main">
        <div>${heading(table.title)}<p class="xs soft">${text.cost.before}</p></div>
        <div class="big"><div><div class="xs soft">${text.cost.annual}</div><div class="xl num">${table.annualCost}</div></div><div class="xs soft num">${text.cost.compound}<br>${table.annualCostCompound}</div></div>
        <div class="card stack">
          <table><thead><tr><th>${text.cost.item}</th><td>${text.cost.rate}</td></tr></thead><tbody>${table.normal.map(row)}</tbody></table>
          <p class="s">${table.totalSentence}</p>
          <table><thead><tr><th>${text.cost.contingent}</th><td>${text.cost.standard}</td></tr></thead><tbody>${table.contingent.map(row)}</tbody></table>
          <p class="s" data-end><b>${table.nothingElse}</b></p>
        </div>
      </div>
      <footer>
        <div class="timer">${left > 0 ? ring(clock.remaining, clock.whole) : icon('check')}<div class="xs"><b>${left > 0 ? text.cost.wait(left) : text.cost.ready}</b><br><span class="soft">${text.cost.law}</span></div></div>
        ${primary({ label: text.cost.go, missing, onPress: () => void confirm(), onMissing: () => host.renderRoot.querySelector('[data-end]')?.scrollIntoView({ block: 'end' }) })}
      </footer>`
    },
  }
}
