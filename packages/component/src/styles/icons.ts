import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit'

const shapes: Record<string, SVGTemplateResult> = {
  check: svg`<path d="M4 12.5l5 5L20 6.5"/>`,
  help: svg`<circle cx="12" cy="12" r="9"/><path d="M9.5 9.3a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 1.8M12 16.8v.1"/>`,
  phone: svg`<path d="M5 4h4l1.5 5-2.3 1.6a12 12 0 0 0 5.2 5.2L15 13.5l5 1.5v4c0 .6-.4 1-1 1A15 15 0 0 1 4 5c0-.6.4-1 1-1z"/>`,
  key: svg`<circle cx="8" cy="15" r="4"/><path d="M11 12l8.5-8.5M16 7l3 3"/>`,
  lock: svg`<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`,
  warn: svg`<path d="M12 3.5l9.5 17h-19zM12 10v5M12 17.6v.1"/>`,
  doc: svg`<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>`,
  clock: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>`,
  shield: svg`<path d="M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6z"/><path d="M8.5 12l2.5 2.5 4.5-5"/>`,
  undo: svg`<path d="M9 7L4.5 11.5 9 16M5 11.5h9a5 5 0 0 1 0 10h-3"/>`,
  down: svg`<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>`,
  offline: svg`<path d="M3 4l18 17M5 12.5a10 10 0 0 1 4-2.3M19 12.5a10 10 0 0 0-4.5-2.5M12 19.5v.1"/>`,
  speak: svg`<path d="M4 10v4h3l5 4V6L7 10H4zM16 9a4 4 0 0 1 0 6"/>`,
}

/** A line icon; always beside a word, so hidden from screen readers. */
export function icon(name: keyof typeof shapes): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes[name]}</svg>`
}

/** The time that is left, as a ring. */
export function ring(remaining: number, whole: number): TemplateResult {
  const length = 119.4
  const part = whole > 0 ? Math.max(0, Math.min(1, 1 - remaining / whole)) : 1
  return html`<svg class="ring" viewBox="0 0 48 48" aria-hidden="true">
    <circle cx="24" cy="24" r="19"></circle>
    <circle class="arc" cx="24" cy="24" r="19" transform="rotate(-90 24 24)" stroke-dasharray="${(part * length).toFixed(1)} ${length}"></circle>
    ${remaining > 0 ? svg`<text x="24" y="30" text-anchor="middle">${Math.ceil(remaining)}</text>` : svg`<path d="M16 25l6 6 11-12" fill="none" stroke="currentColor" stroke-width="3"/>`}
  </svg>`
}
