export interface Zoomable {
  readonly zoom: number
  /** Sets the zoom, keeping the point of the target (client coordinates) where it is. */
  setZoom(zoom: number, at: { readonly x: number; readonly y: number }): void
}

/** Two fingers, the wheel with Ctrl, and the keys + - 0 zoom. Gives the end of listening. */
export function pinchZoom(target: HTMLElement, zoomable: Zoomable): () => void {
  const ends = new AbortController()
  const { signal } = ends
  let begun: { distance: number; zoom: number } | null = null
  const middle = (touches: TouchList): { x: number; y: number; distance: number } => {
    const [one, two] = [touches[0]!, touches[1]!]
    return { x: (one.clientX + two.clientX) / 2, y: (one.clientY + two.clientY) / 2, distance: Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY) }
  }
  const centre = (): { x: number; y: number } => {
    const { left, top, width, height } = target.getBoundingClientRect()
    return { x: left + width / 2, y: Math.max(0, top) + Math.min(height, innerHeight) / 2 }
  }
  target.addEventListener('touchstart', ({ touches }) => (begun = touches.length === 2 ? { distance: middle(touches).distance, zoom: zoomable.zoom } : null), { signal, passive: true })
  target.addEventListener('touchmove', (event) => {
    if (!begun || event.touches.length !== 2) return
    event.preventDefault()
    const { distance, ...at } = middle(event.touches)
    zoomable.setZoom((begun.zoom * distance) / begun.distance, at)
  }, { signal, passive: false })
  target.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return
    event.preventDefault()
    zoomable.setZoom(zoomable.zoom * Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY })
  }, { signal, passive: false })
  target.addEventListener('keydown', ({ key }) => {
    if (key === '+' || key === '=') zoomable.setZoom(zoomable.zoom * 1.25, centre())
    else if (key === '-') zoomable.setZoom(zoomable.zoom / 1.25, centre())
    else if (key === '0') zoomable.setZoom(1, centre())
  }, { signal })
  return () => ends.abort()
}
