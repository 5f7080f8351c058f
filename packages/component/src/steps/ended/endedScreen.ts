import { html, nothing } from 'lit'
import type { FirstWords } from '../../locales/index.js'
import type { ScreenController } from '../../signer/host.js'
import { icon } from '../../styles/icons.js'
import { heading, primary } from '../parts.js'

/** Something failed that may work another time, another tab took over, or a link that no longer opens. */
export function failedScreen({ words: { failed }, code, onAgain }: { readonly words: FirstWords; readonly code: string; readonly onAgain: (() => void) | null }): ScreenController {
  return {
    render: () => html`<div class="main">
      <span class="round">${icon('warn')}</span>
      ${heading(!onAgain ? failed.link : code === 'attempt-superseded' ? failed.elsewhere : failed.title)}
      <p>${onAgain ? failed.text : failed.linkText}</p>
      <p class="xs soft">${failed.code}：<code class="code">${code}</code></p>
    </div>
    ${onAgain ? html`<footer>${primary({ label: failed.again, onPress: onAgain })}</footer>` : nothing}`,
  }
}

/** The end without a signature. */
export function endedScreen({ title, text }: { readonly title: string; readonly text: string }): ScreenController {
  return { render: () => html`<div class="main"><span class="round">${icon('doc')}</span>${heading(title)}<p>${text}</p></div>` }
}
