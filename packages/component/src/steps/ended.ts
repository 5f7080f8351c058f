import { html, nothing } from 'lit'
import type { Translation } from '../locales/index.js'
import type { ScreenController } from '../signer/host.js'
import { icon } from '../styles/icons.js'
import { heading, primary } from './parts.js'

/** Something failed that may work another time, another tab took over, or a link that no longer opens. */
export function failedScreen({ text, code, onAgain }: { readonly text: Translation; readonly code: string; readonly onAgain: (() => void) | null }): ScreenController {
  return {
    render: () => html`<div class="main">
      <span class="round">${icon('warn')}</span>
      ${heading(!onAgain ? text.failed.link : code === 'attempt-superseded' ? text.failed.elsewhere : text.failed.title)}
      <p>${onAgain ? text.failed.text : text.failed.linkText}</p>
      <p class="xs soft">${text.failed.code}：<code>${code}</code></p>
    </div>
    <footer>${onAgain ? primary({ label: text.failed.again, onPress: onAgain }) : nothing}</footer>`,
  }
}

/** The end without a signature. */
export function endedScreen({ title, text }: { readonly title: string; readonly text: string }): ScreenController {
  return { render: () => html`<div class="main"><span class="round">${icon('doc')}</span>${heading(title)}<p>${text}</p></div>` }
}
