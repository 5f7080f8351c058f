import { html } from 'lit'
import type { FirstWords } from '../../locales/index.js'
import type { ScreenController } from '../../signer/host.js'
import { heading, primary } from '../parts.js'

export interface WelcomeOptions {
  readonly words: FirstWords
  readonly hasCode: boolean
  isBusy(): boolean
  onOpen(): void
}

/** Before anything is asked of the server: a link is opened by a tap, and by nothing else. */
export function welcomeScreen({ words: { welcome }, hasCode, isBusy, onOpen }: WelcomeOptions): ScreenController {
  if (!hasCode) return { render: () => html`<div class="main">${heading(welcome.title)}<p>${welcome.none}</p></div>` }
  return {
    render: () => html`<div class="main">${heading(welcome.title)}<p>${welcome.text}</p></div>
      <footer>${primary({ label: isBusy() ? welcome.opening : welcome.open, onPress: onOpen })}</footer>`,
  }
}
