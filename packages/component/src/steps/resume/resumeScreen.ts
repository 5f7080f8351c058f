import { html, nothing, type TemplateResult } from 'lit'
import type { Host, ScreenController } from '../../signer/host.js'
import { icon } from '../../styles/icons.js'
import { laterIcon } from '../../styles/laterIcons.js'
import { fingerprint } from '../fingerprint.js'
import { heading, plain, primary } from '../parts.js'

/** A key clause takes about this long to see and decide upon. */
const clauseSeconds = 15

/** Back after a while: what is done, what is left, and proof that the file is the same. */
export function resumeScreen(host: Host, onGo: (options: { readonly fromStart: boolean }) => void): ScreenController {
  const text = host.words.resume
  const { signer, steps, documents, reading, contract, language } = host.view
  const [document] = host.documents
  const several = documents.length > 1
  const pagesRead = reading.pages.filter(({ read }) => read).length
  const clausesSeen = reading.clauses.filter(({ acknowledged }) => acknowledged).length
  const clausesLeft = reading.clauses.length - clausesSeen
  const next = steps.find(({ done }) => !done)?.step ?? 'signing'
  const inReading = next === 'reading'
  const { page, documentId } = reading.pages.find(({ read }) => !read) ?? reading.pages.at(-1)!
  const titleOf = (id: string): string => documents.find((one) => one.id === id)!.title
  const secondsOf = (pages: typeof reading.pages, clauses: number): number =>
    pages.reduce((sum, { read, minimumSeconds, elapsedSeconds }) => sum + (read ? 0 : Math.max(0, minimumSeconds - elapsedSeconds)), clauses * clauseSeconds)
  const minutes = (seconds: number): string => text.minutes(Math.max(1, Math.round(seconds / 60)))
  const [before, where, after] = text.at(!inReading ? text.names[next] : several ? text.inDocument(titleOf(documentId), page) : text.page(page))
  const row = (isDone: boolean, what: string, state: string): TemplateResult => html`<li>${isDone ? icon('check') : laterIcon('clock')}<span class="grow">${what}</span><span class="soft num">${state}</span></li>`
  /** Of one document: what is read, and what is left. */
  const pageRows = (): TemplateResult => html`
    ${pagesRead > 0 ? row(true, text.pages(1, pagesRead, clausesSeen), text.read) : nothing}
    ${pagesRead < reading.pages.length ? row(false, text.pages(pagesRead + 1, reading.pages.length, clausesLeft), minutes(secondsOf(reading.pages, clausesLeft))) : nothing}`
  const documentRow = ({ id, title }: (typeof documents)[number]): TemplateResult => {
    const pages = reading.pages.filter((one) => one.documentId === id)
    const clauses = reading.clauses.filter((one) => one.documentId === id && !one.acknowledged).length
    const isDone = clauses === 0 && pages.every(({ read }) => read)
    return row(isDone, title, isDone ? text.read : minutes(secondsOf(pages, clauses)))
  }
  const early = (['identity', 'consents', 'cost-table'] as const).filter((step) => steps.find((candidate) => candidate.step === step)?.done)
  const earlyLeft = (['identity', 'consents', 'cost-table'] as const).filter((step) => !early.includes(step))
  const list = (names: readonly (keyof typeof text.names)[]): string => names.map((name) => text.names[name]).join(text.and)
  const until = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: language === 'en' }).format(new Date(contract.signBefore))
  return {
    render: () => html`<div class="main state">
        <span class="round good">${icon('doc')}</span>
        ${heading(text.title(signer.name))}
        <p>${before}<b class="nb">${where}</b>${after}</p>
        <ul class="card proofs s">
          ${early.length > 0 ? row(true, list(early), text.done) : nothing}
          ${earlyLeft.length > 0 ? row(false, list(earlyLeft), text.left) : nothing}
          ${several ? documents.map(documentRow) : pageRows()}
          ${pagesRead === reading.pages.length ? row(false, list(['willingness', 'signing']), text.left) : nothing}
        </ul>
        <div class="note">${icon('shield')}<span>${document && host.seenBefore(document.id) ? text.same : text.registered}<br>${fingerprint(document?.sha256 ?? documents[0]!.sha256, { groups: 4 })}</span></div>
        <p class="xs soft">${text.until(until)}</p>
      </div>
      <footer>
        ${primary({ label: inReading ? text.goPage(page) : text.go, onPress: () => onGo({ fromStart: false }) })}
        ${inReading && pagesRead > 0 ? plain(text.again, () => onGo({ fromStart: true })) : nothing}
      </footer>`,
  }
}
