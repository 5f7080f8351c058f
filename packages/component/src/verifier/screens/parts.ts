import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit'
import type { VerifierHost } from '../host.js'

const shapes = {
  check: svg`<path d="M4 12.5l5 5L20 6.5"/>`,
  cross: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
  wait: svg`<path d="M5 12h.1M12 12h.1M19 12h.1" stroke-width="4"/>`,
  lock: svg`<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`,
  doc: svg`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>`,
  key: svg`<circle cx="8" cy="15" r="4"/><path d="M11 12l8.5-8.5M16 7l3 3"/>`,
  list: svg`<path d="M8 6h12M8 12h12M8 18h12M4 6v.1M4 12v.1M4 18v.1"/>`,
  help: svg`<circle cx="12" cy="12" r="9"/><path d="M9.5 9.3a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 1.8M12 16.8v.1"/>`,
  down: svg`<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>`,
  shield: svg`<path d="M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6z"/><path d="M8.5 12l2.5 2.5 4.5-5"/>`,
} satisfies Record<string, SVGTemplateResult>

/** A line icon; always beside a word. */
export function icon(name: keyof typeof shapes): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes[name]}</svg>`
}

export const stateIcons = { passed: 'check', failed: 'cross', open: 'wait' } as const

export function check(state: 'passed' | 'failed' | 'open'): TemplateResult {
  return html`<span class="check ${state}">${icon(stateIcons[state])}</span>`
}

/** A time to the second, on this device's clock, with its zone. */
export function exactTime({ words }: Pick<VerifierHost, 'words'>, time: string): string {
  return new Intl.DateTimeFormat(words.locale, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, timeZoneName: 'short' }).format(new Date(time))
}

export function shortTime({ words }: Pick<VerifierHost, 'words'>, time: string): string {
  return new Intl.DateTimeFormat(words.locale, { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }).format(new Date(time))
}

/** The first sixteen digits, in groups of four. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 16).match(/.{4}/g)!.join(' ')} …`
}

export function fileButton(label: unknown, { accept, className, take }: { readonly accept: string; readonly className: string; readonly take: (file: File) => void }): TemplateResult {
  const chosen = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const [file] = input.files ?? []
    if (file) take(file)
    input.value = ''
  }
  const press = (event: Event): void => ((event.currentTarget as HTMLElement).nextElementSibling as HTMLInputElement).click()
  return html`<button type="button" class=${className} @click=${press}>${label}</button><input type="file" tabindex="-1" aria-hidden="true" accept=${accept} @change=${chosen} />`
}

/** Takes roots; a file that is here already is then checked again. */
export function anchorsButton(host: VerifierHost, label: string, className: string): TemplateResult {
  return fileButton(label, { accept: '.pem,.crt,.cer,.der', className, take: host.takeAnchors })
}

/** What was wrong with the file that was taken last. */
export function noticeOf({ notice }: VerifierHost): TemplateResult | typeof nothing {
  return notice ? html`<p class="note wait" role="alert">${icon('help')}<span>${notice}</span></p>` : nothing
}
