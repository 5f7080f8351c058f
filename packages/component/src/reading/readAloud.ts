/** Reads paragraphs aloud, one after the other; a long text in one piece is cut off by some engines. Gives the way to stop. */
export function readAloud(texts: readonly string[], language: string, onEnd: () => void): () => void {
  const { speechSynthesis } = globalThis
  speechSynthesis.cancel()
  let stopped = false
  const speak = (index: number): void => {
    if (stopped) return
    const text = texts[index]
    if (text === undefined) return onEnd()
    const utterance = new SpeechSynthesisUtterance(text)
    utterance.lang = language
    utterance.rate = 0.9
    utterance.onend = () => speak(index + 1)
    utterance.onerror = () => !stopped && onEnd()
    speechSynthesis.speak(utterance)
  }
  speak(0)
  return () => {
    stopped = true
    speechSynthesis.cancel()
  }
}

export const canReadAloud = (): boolean => 'speechSynthesis' in globalThis

/** About how many seconds a text takes aloud. */
export function secondsAloud(text: string, language: string): number {
  const perSecond = /^zh/i.test(language) ? 4 : 14
  return Math.max(5, Math.round(text.length / perSecond / 5) * 5)
}
