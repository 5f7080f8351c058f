import { h } from '/assets/shared/dom.js'
import { words } from '../words.js'

/** The draft's pages, one under the other; which of them are in sight, and which of those are out of date. */
export function paper({ onSight }) {
  const list = h('div', { class: 'papers', tabindex: 0, role: 'region', 'aria-label': words.pages })
  const inSight = new Set()
  let stale = new Set()
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) inSight[isIntersecting ? 'add' : 'delete'](Number(target.dataset.page))
    if ([...inSight].some((page) => stale.has(page))) onSight()
  }, { rootMargin: '120px' })

  function figure(page, pages) {
    const label = `${words.draftMark}, ${words.page(page + 1, pages)}`
    return h('figure', { 'data-page': page }, h('canvas', { role: 'img', 'aria-label': label }), h('figcaption', { class: 'xs soft' }, words.page(page + 1, pages)))
  }

  return {
    list,
    /** Pixels a point: as wide as it is shown, as sharp as the screen, within reason. */
    scale: () => Math.min(2, ((list.clientWidth || 600) * Math.min(devicePixelRatio, 2)) / 595),
    /** In sight, first things first; page 0 before anything was drawn. */
    wanted: () => (inSight.size === 0 ? [0] : [...inSight].sort((a, b) => a - b)),
    stale: () => [...inSight].filter((page) => stale.has(page)).sort((a, b) => a - b),
    /** As many pages as the document has now, all of them to be drawn again. */
    pages(sizes) {
      stale = new Set(sizes.keys())
      if (list.children.length === sizes.length) return
      for (const child of list.children) observer.unobserve(child)
      inSight.clear()
      const old = [...list.querySelectorAll('canvas')]
      list.replaceChildren(...sizes.map((_, page) => figure(page, sizes.length)))
      // What was drawn stays until it is drawn anew.
      for (const [page, canvas] of old.entries()) {
        const place = list.children[page]
        if (place === undefined) break
        canvas.setAttribute('aria-label', `${words.draftMark}, ${words.page(page + 1, sizes.length)}`)
        place.firstChild.replaceWith(canvas)
      }
      for (const child of list.children) observer.observe(child)
    },
    draw(drawn, asked) {
      for (const { page, bitmap } of drawn) {
        const canvas = list.children[page]?.querySelector('canvas')
        if (canvas === undefined) continue
        Object.assign(canvas, { width: bitmap.width, height: bitmap.height })
        canvas.getContext('bitmaprenderer').transferFromImageBitmap(bitmap)
      }
      for (const page of asked) stale.delete(page)
    },
    /** To the first page that changed, where none of them is in sight; only where pages have a scroll bar of their own, so that nobody's typing jumps away. */
    lead(changed) {
      if (changed.length === 0 || changed.some((page) => inSight.has(page)) || list.scrollHeight <= list.clientHeight) return
      list.scrollTo({ top: list.children[changed[0]].offsetTop - list.offsetTop })
    },
    old(isOld) {
      list.classList.toggle('old', isOld)
    },
  }
}
