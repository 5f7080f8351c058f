import { h } from '/assets/shared/dom.js'
import { api } from '/assets/shared/api.js'
import { amountOf, clock, groups, language } from '/assets/shared/format.js'
import { icon } from '/assets/shared/icons.js'
import { strip } from '/assets/shared/strip.js'
import { placeOf } from './editor/explain.js'
import { editor } from './editor/editor.js'
import { fileGroups, fileName } from './editor/fileNames.js'
import { draftEngine, spentMegabytes } from './engine.js'
import { misplaced } from './placement.js'
import { draftState, engineFiles } from './state.js'
import { pagesView } from './views/pagesView.js'
import { paper } from './views/paper.js'
import { problemList } from './views/problemList.js'
import { refusal, releaseView } from './views/releaseView.js'
import { textView } from './views/textView.js'
import { words } from './words.js'

const faces = ['NotoSerifSC-Regular', 'NotoSerifSC-Bold', 'NotoSansSC-Regular', 'NotoSansSC-Bold', 'NotoSerifHK-Regular', 'NotoSerifJP-Regular', 'LibertinusSerif-Regular', 'LibertinusSerif-Bold']
const { people, products } = await api('/studio/')

const pick = (id, label, options, onchange) => {
  const select = h('select', { id, onchange })
  const fill = (list, value) => {
    select.replaceChildren(...list.map(({ group, options: inside, value, name }) => (inside ? h('optgroup', { label: group }, ...inside.map((option) => h('option', { value: option.value }, option.name))) : h('option', { value }, name))))
    if (value !== undefined) select.value = value
  }
  fill(options)
  return { box: h('div', {}, h('label', { for: id }, label), select), select, fill }
}

const productPick = pick('product', words.product, products.map(({ product, title }) => ({ value: product, name: title[language] ?? title['zh-CN'] })), () => void open(productPick.select.value))
const documentPick = pick('document', words.document, [], () => showDocument())
const samplePick = pick('sample', words.sample, [], () => void recompute())
const personPick = pick('person', words.person, people.map((name) => ({ value: name, name })), () => mode === 'release' && showMode('release'))
const filePick = pick('file', words.file, [], () => openFile(filePick.select.value))
const status = h('p', { class: 'state s', 'aria-live': 'polite' })
const timing = h('output', { class: 'timing xs soft num' })
const notice = h('div', { class: 'notices', 'aria-live': 'assertive' })
const stopped = h('div', { class: 'stopped', 'aria-live': 'assertive' })
const problems = h('section', { class: 'problems', 'aria-live': 'polite' })
const other = h('div', { class: 'other stack', hidden: true })
const editorPlace = h('div', { class: 'editor' })
const modes = Object.entries(words.modes).map(([name, label]) => h('button', { type: 'button', class: 'button quiet', 'data-mode': name, 'aria-pressed': String(name === 'write'), onclick: () => showMode(name) }, label))
const pages = paper({ onSight: () => void paintInSight() })
const pdfButton = h('button', { type: 'button', class: 'button quiet', onclick: () => void downloadPdf() }, icon('down'), words.pdf)
const writing = h('div', { class: 'writing' },
  h('section', { class: 'left', 'aria-label': words.file }, h('div', { class: 'row' }, h('div', { class: 'grow' }, filePick.box), h('button', { type: 'button', class: 'button quiet', onclick: () => text.find() }, icon('search'), words.find)), editorPlace, problems),
  h('div', { class: 'right' }, h('div', { class: 'row over' }, timing, h('span', { class: 'grow' }), pdfButton), pages.list))
document.body.append(strip('studio'), h('main', { class: 'studio-page' },
  h('header', {}, h('h1', {}, words.title), h('p', { class: 'soft' }, words.lead)),
  h('div', { class: 'picks' }, productPick.box, documentPick.box, samplePick.box, personPick.box),
  h('div', { class: 'row bar' }, h('div', { class: 'row', role: 'group', 'aria-label': words.modesLabel }, ...modes), status), notice, stopped, writing, other))

const state = draftState({ onSaved: () => showState(), onRefused: (error) => complain(`${words.failed}${refusal(error)}`, error.code === 'draft-moved') })
const text = editor({ parent: editorPlace, language, onEdit: edited })
const engine = draftEngine({ fonts: faces.map((name) => `/assets/fonts/${name}.ttf`), onState: (now) => { timing.textContent = { starting: words.starting, ready: '', broken: words.broken }[now] } })

let mode = 'write'
let documents = []
let current = null
/** Product and document that the engine's session has; another one starts anew. */
let shown = ''

async function open(product) {
  await state.save(personPick.select.value)
  await state.load(product)
  notice.replaceChildren()
  const { samples } = state.info
  const own = samples.filter((sample) => sample.language === language)
  samplePick.fill((own.length > 0 ? own : samples).concat(own.length > 0 ? samples.filter((sample) => sample.language !== language) : []).map(({ file }) => ({ value: file, name: sampleName(file) })))
  current = null
  await recompute()
  showState()
  if (mode !== 'write') showMode(mode)
}

function sampleName(file) {
  const { language: of, parties, loan } = JSON.parse(state.info.released.sources[file])
  return `${words.sampleLabel({ name: parties[0].name, principal: amountOf(loan.principal, loan.currency), months: loan.termMonths })} (${words.languages[of]})`
}

/** The documents and their data anew: another sample, or a clause that reads otherwise. */
async function recompute(at = performance.now()) {
  try {
    documents = await state.documents(samplePick.select.value)
  } catch (error) {
    return list(dataProblems(error))
  }
  const id = documentPick.select.value
  documentPick.fill(documents.map(({ document, title }) => ({ value: document, name: documents.filter((one) => one.title === title).length > 1 ? `${title} (${document.split('-').slice(-1)})` : title })), documents.some(({ document }) => document === id) ? id : undefined)
  showDocument(at)
}

function dataProblems({ code, details = {}, message }) {
  if (code === 'template-error') return [{ file: details.file, line: details.line, column: details.column ?? 0, message: details.message }]
  if (code === 'contract-data-invalid') return (details.fields ?? []).map(({ pointer, expected }) => ({ file: samplePick.select.value, line: 0, column: 0, message: pointer, text: `${words.codes[code]}${pointer}${language === 'en' ? ': ' : '：'}${expected[language]}` }))
  return [{ file: samplePick.select.value, line: 0, column: 0, message: code ?? message }]
}

function showDocument(at) {
  const before = current?.main
  current = documents.find(({ document }) => document === documentPick.select.value) ?? documents[0]
  if (current.main !== before) {
    filePick.fill(fileGroups(Object.keys(state.info.released.sources), current.main, words).map(({ group, files }) => ({ group: words.groups[group], options: files.map(({ file, name }) => ({ value: file, name })) })), current.main)
    openFile(current.main)
  }
  void layOut(at)
  if (mode === 'pages') showMode('pages')
}

function openFile(file) {
  text.open(state.sources()[file], words.editor(fileName(file, words)))
  text.mark(found.filter((problem) => problem.file === file).map(inEditor))
}

let dataTimer = 0
function edited(content, at) {
  const file = filePick.select.value
  state.edit(file, content, personPick.select.value)
  showState()
  if (file.endsWith('.typ')) return void layOut(at)
  clearTimeout(dataTimer)
  dataTimer = setTimeout(() => void recompute(at), 120)
}

let idle = 0
// One layout at a time; of what is typed meanwhile only the newest counts.
let going = false
let wanted = null
async function layOut(at = performance.now()) {
  wanted = at
  clearTimeout(idle)
  if (going) return
  going = true
  while (wanted !== null) {
    const since = wanted
    wanted = null
    await layOutOnce(since)
  }
  going = false
}

async function layOutOnce(since) {
  const document = current
  const session = `${state.product} ${document.document} ${samplePick.select.value}`
  let answer
  try {
    answer = await engine.ask('show', { files: engineFiles(state.sources(), document), main: document.main, scale: pages.scale(), pages: pages.wanted(), anew: session !== shown })
  } catch (error) {
    // What stopped the engine would stop it again: it waits for the next change.
    shown = ''
    return stopped.replaceChildren(warning(words.stopped[error.why] ?? words.stopped.engine))
  }
  shown = session
  const { diagnostics, sizes, bitmaps, changed, asked, compileMilliseconds, megabytes } = answer
  if (sizes === undefined) {
    stopped.replaceChildren()
    pages.old(true)
    timing.textContent = words.stale
    return list(diagnostics.filter(({ severity }) => severity === 'error').map(placeOf))
  }
  stopped.replaceChildren()
  pages.pages(sizes)
  pages.draw(bitmaps, asked)
  pages.lead(changed)
  pages.old(false)
  const seen = performance.now() - since
  timing.textContent = words.laid(Math.round(compileMilliseconds), Math.round(seen))
  Object.assign(timing.dataset, { compile: compileMilliseconds.toFixed(1), seen: seen.toFixed(1), megabytes: megabytes.toFixed(0) })
  timing.dataset.count = Number(timing.dataset.count ?? 0) + 1
  // A warning is an error for contracts: text in a font nobody has would not be drawn.
  list(diagnostics.map(placeOf), { ready: false })
  afterwards(diagnostics.length, megabytes > spentMegabytes)
}

/** Where clauses and signatures stand is asked for when nobody types. */
function afterwards(already, spent) {
  const document = current
  idle = setTimeout(async () => {
    if (going || document !== current) return
    if (spent) {
      engine.renew()
      shown = ''
      return void layOut()
    }
    await paintInSight()
    if (already > 0) return
    const { anchors } = await engine.ask('anchors', { main: document.main }).catch(() => ({}))
    if (anchors !== undefined && !going && document === current) list(misplaced(anchors, document, language), { ready: true })
  }, 400)
}

async function paintInSight() {
  const asked = pages.stale()
  if (asked.length === 0 || going || shown === '') return
  const { bitmaps } = await engine.ask('paint', { pages: asked }).catch(() => ({ bitmaps: [] }))
  pages.draw(bitmaps, asked)
}

let found = []
const inEditor = (problem) => ({ ...problem, text: problem.text ?? problem.message })
function list(all, { ready = false } = {}) {
  found = all
  problems.replaceChildren(...problemList(all, { ready, goTo: ({ file, line, column }) => {
    if (file !== filePick.select.value) {
      filePick.select.value = file
      openFile(file)
    }
    text.goTo(line, column)
  } }))
  text.mark(all.filter(({ file }) => file === filePick.select.value).map(inEditor))
}

function showState() {
  const { draft, released } = state.info
  status.replaceChildren(
    h('span', { class: 'tag good', 'data-released': released.version }, words.released(released.version)), ' ', h('span', { class: 'code xs' }, groups(released.sha256, 2)), ' ',
    ...(draft === null ? [h('span', { class: 'tag' }, words.noDraft)] : [h('span', { class: 'tag wait' }, words.draftOf(draft.version)), ` ${words.writers(draft.authors)} · `]),
    h('span', { class: 'saved', 'data-saved': String(!state.unsaved && draft !== null) }, state.unsaved ? words.saving : draft === null ? '' : words.saved(clock(draft.savedAt))))
}

const warning = (...content) => h('p', { class: 'note red' }, icon('warn'), h('span', {}, ...content))

function complain(sentence, reload = false) {
  notice.replaceChildren(warning(sentence, ' ', reload && h('button', { type: 'button', class: 'link', onclick: () => void open(state.product) }, words.reload)))
}

function tell(sentence) {
  notice.replaceChildren(...(sentence === '' ? [] : [h('p', { class: 'note', role: 'status' }, icon('check'), h('span', {}, sentence))]))
}

async function showMode(name) {
  mode = name
  for (const button of modes) button.setAttribute('aria-pressed', String(button.dataset.mode === name))
  writing.hidden = name !== 'write'
  other.hidden = name === 'write'
  if (name === 'write') return
  await state.save(personPick.select.value)
  if (name === 'text') return other.replaceChildren(...textView({ state }))
  if (name === 'release') {
    return other.replaceChildren(...releaseView({ state, person: () => personPick.select.value, problem: complain, done: async (sentence) => {
      await open(state.product)
      tell(sentence)
    } }))
  }
  other.replaceChildren(h('p', { class: 'card soft' }, words.compare.going))
  // The comparison uses the engine's files; the next layout starts anew.
  shown = ''
  try {
    const content = await pagesView({ state, engine, documentId: documentPick.select.value, sample: samplePick.select.value })
    if (mode === 'pages') other.replaceChildren(...content)
  } catch (error) {
    other.replaceChildren(h('p', { class: 'note warn' }, words.stopped[error.why] ?? words.compare.broken))
  }
}

async function downloadPdf() {
  const { pdf, unmarked } = await engine.ask('pdf', { files: engineFiles(state.sources(), current), main: current.main }).catch(() => ({}))
  if (unmarked) return complain(words.unmarked)
  if (pdf === undefined) return
  const address = URL.createObjectURL(new Blob([pdf], { type: 'application/pdf' }))
  h('a', { href: address, download: `${state.product}-${current.document}-${words.pdfName}.pdf` }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

addEventListener('pagehide', () => engine.close())
await open(productPick.select.value)
