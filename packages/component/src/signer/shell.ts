import type { SessionView } from '@loansign/protocol/session'
import { html, nothing, type TemplateResult } from 'lit'
import type { FirstWords } from '../locales/index.js'
import type { Waiting } from '../transport/apiClient.js'
import { icon } from '../styles/icons.js'
import { stepNumber, type Screen } from './machine.js'

export interface ShellOptions {
  readonly words: FirstWords
  readonly view: SessionView | null
  readonly screen: Screen
  readonly waiting: Waiting | null
  readonly onHelp: () => void
  readonly body: TemplateResult | undefined
  readonly help: TemplateResult
}

/** What stands around every screen: who lends, help, where one is, and whether there is a network. */
export function shell({ words, view, screen, waiting, onHelp, body, help }: ShellOptions): TemplateResult {
  return html`
    <slot name="header"><header>
      ${view ? html`<span class="logo" aria-hidden="true"><slot name="logo">${Array.from(view.lender.shortName)[0]}</slot></span>` : nothing}
      <div class="grow"><div class="who s">${view?.lender.shortName ?? nothing}</div><div class="xs soft">${view?.contract.title ?? nothing}</div></div>
      ${helpButton(words, onHelp)}
    </header></slot>
    ${view?.environment === 'development' ? html`<div class="test xs">${words.testMark}</div>` : nothing}
    ${progress(words, view, screen)}
    ${waiting ? waitingBar(words, waiting) : nothing}
    ${body ?? nothing}
    ${help}`
}

export function helpButton(words: FirstWords, onHelp: () => void): TemplateResult {
  return html`<button class="tool" data-help type="button" aria-haspopup="dialog" @click=${onHelp}>${icon('help')}<span>${words.help}</span></button>`
}

function progress(words: FirstWords, view: SessionView | null, screen: Screen): TemplateResult | typeof nothing {
  const number = stepNumber(screen, view)
  if (number === 0) return nothing
  const over = screen === 'receipt'
  const state = (index: number): string => (over || index + 1 < number ? 'done' : index + 1 === number ? 'now' : 'next')
  const next = view?.steps.find(({ done }) => !done)?.step ?? 'signing'
  const names: Partial<Record<Screen, string>> = words.steps
  return html`<div class="progress">
    <div class="row xs now"><b class="grow">${names[screen] ?? words.steps[next]}</b><span class="soft num">${over ? words.allDone : words.step(number)}</span></div>
    <div class="bars" aria-hidden="true">${words.shortSteps.map((_, index) => html`<i data-state=${state(index)}></i>`)}</div>
    <ol class="names">${words.shortSteps.map((name, index) => html`<li data-state=${state(index)} aria-current=${state(index) === 'now' ? 'step' : nothing}><i aria-hidden="true">${state(index) === 'done' ? icon('check') : index + 1}</i>${name}</li>`)}</ol>
  </div>`
}

/** Above the screen, which stays: nothing is lost, and the next try has a time. */
function waitingBar({ waiting }: FirstWords, { why, nextTry }: Waiting): TemplateResult {
  const seconds = Math.ceil((nextTry - Date.now()) / 1000)
  return html`<div class="bar">${icon('offline')}<span><b role="status">${waiting[why]}</b>　<span class="num">${waiting.next(Math.max(1, seconds))}</span></span></div>`
}
