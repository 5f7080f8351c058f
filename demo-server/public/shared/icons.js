import { s } from './dom.js'

const paths = {
  check: 'M4 12.5l5 5L20 6.5', list: 'M8 6h12M8 12h12M8 18h12M4 6v.1M4 12v.1M4 18v.1', doc: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6', chart: 'M4 20h16M7 16v-5M12 16V6M17 16v-8',
  shield: 'M12 3l7.5 3v5.5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5V6zM8.5 12l2.5 2.5 4.5-5', down: 'M12 4v11M7 10.5l5 5 5-5M5 20h14', warn: 'M12 3.5l9.5 17h-19zM12 10v5M12 17.6v.1', search: 'M16 16l4.5 4.5M11 4.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13',
  seal: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7.5l1.3 3 3.2.3-2.4 2.1.7 3.1-2.8-1.7-2.8 1.7.7-3.1-2.4-2.1 3.2-.3z', coin: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8.5 7.5L12 12l3.5-4.5M12 12v5.5M9 12.5h6M9 15h6', cross: 'M6 6l12 12M18 6L6 18',
  phone: 'M5 4h4l1.5 5-2.3 1.6a12 12 0 0 0 5.2 5.2L15 13.5l5 1.5v4c0 .6-.4 1-1 1A15 15 0 0 1 4 5c0-.6.4-1 1-1z', person: 'M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4.5 20.5a7.5 7.5 0 0 1 15 0', help: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9.5 9.3a2.6 2.6 0 1 1 3.6 2.4c-.8.4-1.1.9-1.1 1.8M12 16.8v.1', back: 'M15 5l-7 7 7 7',
}

/** A line icon, always beside a word. @param {keyof typeof paths} name */
export const icon = (name) => s('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, s('path', { d: paths[name] }))

/** The fictional house's sign: a seedling over water. */
export const mark = () => s('svg', { class: 'mark', viewBox: '0 0 32 32', 'aria-hidden': 'true' },
  s('rect', { width: 32, height: 32, rx: 7, fill: 'var(--ls-action)' }),
  s('g', { fill: 'none', stroke: 'var(--ls-on-action)', 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'stroke-width': 2 },
    s('path', { d: 'M6 21.5c3.3-3 6.7-3 10 0s6.7 3 10 0' }), s('path', { d: 'M6 26c3.3-3 6.7-3 10 0s6.7 3 10 0', opacity: '.6' }),
    s('path', { d: 'M16 17V8M16 12c-3.5 0-5-1.7-5-4.5 3.2 0 5 1.5 5 4.5zM16 14c3.5 0 5-1.7 5-4.5-3.2 0-5 1.5-5 4.5z' })))
