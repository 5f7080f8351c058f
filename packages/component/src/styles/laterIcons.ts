import { html, svg, type TemplateResult } from 'lit'
import { drawIcon } from './icons.js'

const shapes = {
  key: svg`<circle cx="8" cy="15" r="4"/><path d="M11 12l8.5-8.5M16 7l3 3"/>`,
  lock: svg`<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`,
  clock: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>`,
  undo: svg`<path d="M9 7L4.5 11.5 9 16M5 11.5h9a5 5 0 0 1 0 10h-3"/>`,
  rotate: svg`<rect x="3" y="8" width="18" height="10" rx="2"/><path d="M9 4.5h5a3 3 0 0 1 3 1.5M9 4.5l2-2M9 4.5l2 2"/>`,
  down: svg`<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>`,
  speak: svg`<path d="M4 10v4h3l5 4V6L7 10H4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11"/>`,
  search: svg`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>`,
  text: svg`<path d="M4 19L9.5 5h1L16 19M6 14.5h8M17.5 8.5h5M20 6v5"/>`,
  close: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
  pen: svg`<path d="M4 20l1-4L16.5 4.5l3 3L8 19zM14 7l3 3"/>`,
  back: svg`<path d="M15 5l-7 7 7 7"/>`,
} as const

export function laterIcon(name: keyof typeof shapes): TemplateResult {
  return drawIcon(shapes[name], name)
}

/** The time that is left, as a ring. */
export function ring(remaining: number, whole: number): TemplateResult {
  const length = 119.4
  const part = whole > 0 ? Math.max(0, Math.min(1, 1 - remaining / whole)) : 1
  return html`<svg class="ring" viewBox="0 0 48 48" aria-hidden="true">
    <circle cx="24" cy="24" r="19"></circle>
    <circle class="arc" cx="24" cy="24" r="19" transform="rotate(-90 24 24)" stroke-dasharray="${(part * length).toFixed(1)} ${length}"></circle>
    ${remaining > 0 ? svg`<text x="24" y="31" text-anchor="middle">${Math.ceil(remaining)}</text>` : svg`<path d="M16 25l6 6 11-12"/>`}
  </svg>`
}
