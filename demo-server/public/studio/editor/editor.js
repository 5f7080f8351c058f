import { Annotation, Decoration, defaultKeymap, EditorState, EditorView, highlightActiveLine, history, historyKeymap, keymap, lineNumbers, lintGutter, MatchDecorator, openSearchPanel, search, searchKeymap, setDiagnostics, ViewPlugin } from '/assets/bundles/studio.js'

/** Text that was put in, not typed. */
const given = Annotation.define()

/** Headings, what stands after #, and comments, so that the words of the contract stand out from the rest. */
const marks = new MatchDecorator({
  regexp: /(^=+ .*$)|(\/\/.*$)|(#[\w-]+(?:\.[\w-]+)*(?:\("[^"\n]*"\))?)/gm,
  decoration: ([, heading, comment]) => Decoration.mark({ class: heading ? 'tok-heading' : comment ? 'tok-comment' : 'tok-code' }),
})
const highlighting = ViewPlugin.define((view) => ({ decorations: marks.createDeco(view), update(update) { this.decorations = marks.updateDeco(update, this.decorations) } }), { decorations: (plugin) => plugin.decorations })

const look = EditorView.theme({
  '&': { height: 'min(62vh, 720px)', fontSize: '16px', backgroundColor: 'var(--ls-paper)', color: 'var(--ls-ink)' },
  '&.cm-focused': { outline: '3px solid var(--ls-info)', outlineOffset: '-3px' },
  '.cm-scroller': { fontFamily: 'var(--ls-font-code), var(--ls-font)', lineHeight: '1.7' },
  '.cm-gutters': { backgroundColor: 'var(--ls-ground)', color: 'var(--ls-ink-soft)', borderRight: '1px solid var(--ls-line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--ls-action-tint)' },
  '.cm-panels': { backgroundColor: 'var(--ls-ground)', color: 'var(--ls-ink)' },
  '.cm-panels input:not([type=checkbox])': { font: 'inherit', minHeight: '32px' },
  '.cm-panels button': { font: 'inherit', minHeight: '32px', backgroundImage: 'none', backgroundColor: 'var(--ls-paper)', border: '1px solid var(--ls-edge)', borderRadius: '6px' },
  '.tok-heading': { fontWeight: '700', color: 'var(--ls-action)' },
  '.tok-code': { color: 'var(--ls-info)' },
  '.tok-comment': { color: 'var(--ls-ink-soft)', fontStyle: 'italic' },
  '@media (max-width: 900px)': { '&': { height: '46vh' } },
})

const chinese = {
  Find: '查找', Replace: '替换成', next: '下一个', previous: '上一个', all: '全部', 'match case': '区分大小写', regexp: '正则表达式', 'by word': '整词', replace: '替换', 'replace all': '全部替换', close: '关闭', 'current match': '当前', 'on line': '在行', 'replaced match on line $': '已替换第 $ 行', 'replaced $ matches': '已替换 $ 处', 'Go to line': '到第几行', go: '去', Diagnostics: '要改的地方', 'No diagnostics': '没有要改的地方', 'Control character': '控制字符',
}

/**
 * The editor: CodeMirror. In a shadow root it adopts its style sheets, as the page's policy wants it; in the document it would write style elements. Tab leaves it.
 * @param {{ parent: HTMLElement, language: string, onEdit: (text: string, at: number) => void }} options `at`: when the key was pressed, performance time
 */
export function editor({ parent, language, onEdit }) {
  let pressed = 0
  const extensions = (label) => [
    lineNumbers(), history(), search({ top: true }), lintGutter(), highlightActiveLine(), highlighting, look, EditorView.lineWrapping,
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
    EditorState.phrases.of(language === 'en' ? {} : chinese),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', lang: language, tabindex: '0' }),
    EditorView.domEventHandlers({
      keydown: (event) => { pressed = event.timeStamp },
      beforeinput(event, { state, composing }) {
        pressed = event.timeStamp
        // Chromium keeps the looks of what is typed over with a style attribute, which the page's policy stops: it is not left to it.
        if (event.inputType !== 'insertText' || event.data === null || composing || state.selection.main.empty) return false
        event.preventDefault()
        view.dispatch(state.update(state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true }))
        return true
      },
    }),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged || update.transactions.some((transaction) => transaction.annotation(given))) return
      const now = performance.now()
      onEdit(update.state.doc.toString(), now - pressed < 1_000 ? pressed : now)
    }),
  ]
  const root = parent.attachShadow({ mode: 'open' })
  const view = new EditorView({ parent: root, root, state: EditorState.create({ extensions: extensions('') }) })

  /** From line and column, in characters from 1, to a position in the text. */
  function position(line, column) {
    const { number, from, text } = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)))
    return number === line ? from + [...text].slice(0, Math.max(0, column - 1)).join('').length : view.state.doc.length
  }

  return {
    /** Another file: its own undo history. */
    open(text, label) {
      view.setState(EditorState.create({ doc: text, extensions: extensions(label) }))
    },
    /** The same file, changed from elsewhere. */
    replace(text) {
      if (text !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: given.of(true) })
    },
    mark(places) {
      const diagnostics = places.filter(({ line }) => line > 0).map(({ line, column, endLine, endColumn, text }) => {
        const from = position(line, column)
        return { from, to: Math.max(from, endLine > 0 ? position(endLine, endColumn) : from), severity: 'error', message: text }
      })
      view.dispatch(setDiagnostics(view.state, diagnostics))
    },
    goTo(line, column) {
      const at = position(Math.max(1, line), Math.max(1, column))
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
      view.focus()
    },
    find() {
      openSearchPanel(view)
    },
  }
}
