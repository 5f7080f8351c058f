export interface SeenCallbacks {
  onHidden(): void
  onSeen(): void
}

/** Tells when an element goes out of sight (another tab, another app, scrolled away) and when it is seen again; gives the end of watching. */
export function watchSeen(element: Element, { onHidden, onSeen }: SeenCallbacks): () => void {
  let intersects = true
  let seen = true
  const look = (): void => {
    const now = intersects && document.visibilityState === 'visible'
    if (now === seen) return
    seen = now
    if (seen) onSeen()
    else onHidden()
  }
  const observer = new IntersectionObserver((entries) => {
    intersects = entries.at(-1)!.isIntersecting
    look()
  })
  observer.observe(element)
  document.addEventListener('visibilitychange', look)
  return () => {
    observer.disconnect()
    document.removeEventListener('visibilitychange', look)
  }
}
