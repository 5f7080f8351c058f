import { html, nothing, type TemplateResult } from 'lit'

export interface PrimaryOptions {
  readonly label: string | TemplateResult
  /** What is missing; the button says it and goes there when pressed. */
  readonly missing?: string | undefined
  readonly onPress: () => void
  /** Where to go for what is missing. */
  readonly onMissing?: () => void
}

/** The one primary action. Not ready it stays reachable, says why, and leads to what is missing. */
export function primary({ label, missing, onPress, onMissing }: PrimaryOptions): TemplateResult {
  return html`<button part="primary" class="button go" type="button" aria-disabled=${missing === undefined ? 'false' : 'true'}
    @click=${() => (missing === undefined ? onPress() : onMissing?.())}>${missing ?? label}</button>`
}

export function plain(label: string, onPress: () => void): TemplateResult {
  return html`<button class="button plain" type="button" @click=${onPress}>${label}</button>`
}

/** A heading that takes the focus when its screen comes up. */
export function heading(text: string): TemplateResult {
  return html`<h2 tabindex="-1" data-heading>${text}</h2>`
}

/** A contract's number, which breaks before its year and nowhere else. */
export function contractNumber(number: string): TemplateResult {
  const at = number.indexOf('〔')
  return at > 0 ? html`<span class="nb">${number.slice(0, at)}</span><wbr><span class="nb">${number.slice(at)}</span>` : html`<span class="nb">${number}</span>`
}

/** Digits in cells over one real input, so that paste, autofill and screen readers work. */
export function cells({ value, length, label, autocomplete, inputmode, onInput, onEnter }: {
  readonly value: string
  readonly length: number
  readonly label: string
  readonly autocomplete: 'one-time-code' | 'off'
  readonly inputmode: 'numeric' | 'text'
  /** Gives back what of it counts. */
  readonly onInput: (value: string) => string
  readonly onEnter: () => void
}): TemplateResult {
  return html`<div class="cells">
    ${Array.from({ length }, (_, index) => html`<i aria-hidden="true" class=${index === Math.min(value.length, length - 1) ? 'current' : ''}>${value[index] ?? nothing}</i>`)}
    <input .value=${value} maxlength=${length * 2} aria-label=${label} autocomplete=${autocomplete} inputmode=${inputmode} autocapitalize="characters" spellcheck="false"
      @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && onEnter()}
      @input=${(event: Event) => {
        const input = event.target as HTMLInputElement
        input.value = onInput(input.value)
      }}>
  </div>`
}
