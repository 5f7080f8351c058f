import { html, nothing } from 'lit'
import type { Translation } from '../locales/index.js'
import type { ScreenController } from '../signer/host.js'
import { icon } from '../styles/icons.js'
import { heading, primary } from './parts.js'

/** Something failed that may work another time, a link that no longer opens, or a signing that goes on in another tab. */
export function failedScreen({ text, code, onAgain }: { readonly text: Translation; readonly code: string; readonly onAgain: (() => void) | null }): ScreenController {
  const { failed } = text
  const [title, words, again] = !onAgain ? [failed.link, failed.linkText] : code === 'attempt-superseded' ? [failed.elsewhere, failed.elsewhereText, failed.here] : [failed.title, failed.text, failed.again]
  return {
    render: () => html`<div class="main">
      <span class="round">${icon('warn')}</span>
      ${heading(title!)}
      <p>${words}</p>
      <p class="xs soft">${failed.code}：<code>${code}</code></p>
    </div>
    <footer>${onAgain ? primary({ label: again!, onPress: onAgain }) : nothing}</footer>`,
  }
}

/** The end without a signature. */
export function endedScreen({ title, text }: { readonly title: string; readonly text: string }): ScreenController {
  return { render: () => html`<div class="main"><span class="round">${icon('doc')}</span>${heading(title)}<p>${text}</p></div>` }
}
