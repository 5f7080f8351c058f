import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit'

const shapes = {
  check: svg`<path d="M4 12.5l5 5L20 6.5"/>`,
  help: svg`<circle cx="12" cy="12" r="9"/><path d="M9.5 9.3a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 1.8M12 16.8v.1"/>`,
  phone: svg`<path d="M5 4h4l1.5 5-2.3 1.6a12 12 0 0 0 5.2 5.2L15 13.5l5 1.5v4c0 .6-.4 1-1 1A15 15 0 0 1 4 5c0-.6.4-1 1-1z"/>`,
  warn: svg`<path d="M12 3.5l9.5 17h-19zM12 10v5M12 17.6v.1"/>`,
  doc: svg`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>`,
  shield: svg`<path d="M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6z"/><path d="M8.5 12l2.5 2.5 4.5-5"/>`,
  offline: svg`<path d="M3 4l18 17M5 12.5a10 10 0 0 1 4-2.3M19 12.5a10 10 0 0 0-4.5-2.5M8.5 16a5 5 0 0 1 6-.6M12 19.5v.1M2 8.8a15 15 0 0 1 3-2M22 8.8A15 15 0 0 0 11 5.6"/>`,
} as const

/** Later screens bring shapes of their own. */
export function drawIcon(shape: SVGTemplateResult, name: string): TemplateResult {
  return html`<svg class="icon" data-name=${name} viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`
}

/** A line icon; always beside a word, so hidden from screen readers. */
export function icon(name: keyof typeof shapes): TemplateResult {
  return drawIcon(shapes[name], name)
}
