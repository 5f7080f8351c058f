import { html, type CSSResult } from 'lit'
import type { FirstWords, Words } from '../locales/index.js'
import { consentsScreen } from '../steps/consents/consentsScreen.js'
import { endedScreen, failedScreen } from '../steps/ended/endedScreen.js'
import { identityScreen } from '../steps/identity/identityScreen.js'
import { heading } from '../steps/parts.js'
import { welcomeScreen } from '../steps/welcome/welcomeScreen.js'
import type * as Later from '../steps/later.js'
import type { Ceremony, Failure } from './Ceremony.js'
import type { Host, ScreenController } from './host.js'
import type { Screen } from './machine.js'

export interface MakeScreenOptions {
  readonly first: FirstWords
  readonly ceremony?: Ceremony | null
  all?(): Promise<Words>
  host?(): Omit<Host, 'words'>
  readonly hasCode?: boolean
  readonly failure?: Failure | null
  open?(): void
  adopt?(sheet: CSSResult): void
}

/** Gives a screen its words without losing what is live about its host. */
const speak = <Spoken>(host: Omit<Host, 'words'>, words: Spoken): Host<Spoken> => Object.defineProperty(host, 'words', { value: words }) as Host<Spoken>

/** Makes the screen of a state; those after the first two come lazily, with their words and styles. */
export function makeScreen(screen: Screen, { first, ceremony, all, host, hasCode = false, failure, open, adopt }: MakeScreenOptions): ScreenController | Promise<ScreenController> {
  const later = async (make: (screens: typeof Later, host: Host) => ScreenController): Promise<ScreenController> => {
    const [screens, words] = await Promise.all([import('../steps/later.js'), all!()])
    adopt!(screens.laterStyles)
    return make(screens, speak(host!(), words))
  }
  const makers: Record<Screen, () => ScreenController | Promise<ScreenController>> = {
    welcome: () => welcomeScreen({ words: first, hasCode, isBusy: () => ceremony?.busy ?? false, onOpen: () => open?.() }),
    loading: () => ({ render: () => html`<div class="main">${heading(ceremony ? first.welcome.loading : first.welcome.wait)}</div>` }),
    identity: () => identityScreen(speak(host!(), first)),
    consents: () => consentsScreen(speak(host!(), first)),
    resume: () => later((screens, at) => screens.resumeScreen(at, (where) => ceremony!.greet(where))),
    'cost-table': () => later((screens, at) => screens.costTableScreen(at)),
    reading: () => later((screens, at) => screens.readingScreen(at, { fromStart: ceremony!.fromStart })),
    willingness: () => later((screens, at) => screens.willingnessScreen(at)),
    signature: () => later((screens, at) => screens.signatureScreen(at)),
    signing: () => later((screens, at) => screens.confirmationScreen(at)),
    receipt: () => later((screens, at) => screens.receiptScreen(at)),
    locked: () => later((screens, at) => screens.lockedScreen(at)),
    refused: () => later((screens, at) => screens.refusedScreen(at, ceremony!.refusal!, () => ceremony!.again())),
    declining: () => later((screens, at) => screens.decliningScreen(at)),
    failed: () => {
      const { code, retry } = failure!
      return failedScreen({ words: first, code, onAgain: retry && (() => ceremony!.retry()) })
    },
    declined: () => endedScreen(first.declined),
    expired: () => endedScreen({ title: first.over.expired, text: first.over.text }),
    voided: () => endedScreen({ title: first.over.voided, text: first.over.text }),
  }
  return makers[screen]()
}
