// What the studio's page uses of other people's libraries, in one file: pages are plain modules, and these come as many.
export { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
export { lintGutter, setDiagnostics } from '@codemirror/lint'
export { openSearchPanel, search, searchKeymap } from '@codemirror/search'
export { Annotation, EditorState } from '@codemirror/state'
export { Decoration, EditorView, highlightActiveLine, keymap, lineNumbers, MatchDecorator, ViewPlugin } from '@codemirror/view'
export { diffArrays, diffLines } from 'diff'
