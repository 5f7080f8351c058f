import type { Host, ScreenController } from '../../signer/host.js'
import { documentScreen } from './documentScreen.js'
import { ReadingProgress } from './ReadingProgress.js'

/** Screens 4 to 6: one document behind the other, in the order in which the server lets them be opened. */
export function readingScreen(host: Host, { fromStart }: { readonly fromStart: boolean }): ScreenController {
  const { documents } = host.view
  const titles = documents.map(({ title }) => title)
  const progresses = documents.map((document) => new ReadingProgress(host, { document, fromStart }))
  const unfinished = progresses.findIndex(({ isComplete }) => !isComplete)
  const last = documents.length - 1
  let screen = screenOf(fromStart ? 0 : unfinished < 0 ? last : unfinished)

  function screenOf(index: number): ScreenController {
    return documentScreen(host, {
      progress: progresses[index]!,
      clauses: host.documents[index]!.facts.keyClauses,
      among: last > 0 ? { titles, index } : null,
      onBefore: index > 0 ? () => go(index - 1, progresses[index - 1]!.pages) : null,
      onAfter: index < last ? () => go(index + 1) : null,
    })
  }

  function go(index: number, page = 1): void {
    screen.hidden?.()
    progresses[index]!.begin(page)
    screen = screenOf(index)
    host.requestUpdate()
    void host.updateComplete.then(() => {
      host.renderRoot.querySelector('.tools')?.scrollIntoView({ block: 'start' })
      host.renderRoot.querySelector<HTMLElement>('[data-heading]')?.focus({ preventScroll: true })
      screen.shown?.()
    })
  }

  return {
    shown: () => screen.shown?.(),
    hidden: () => screen.hidden?.(),
    render: () => screen.render(),
  }
}
