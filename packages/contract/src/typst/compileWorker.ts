import { readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { attachmentFile, dataFile, standardOf, type Anchor, type CompileOptions, type CompileResult } from '../engine.js'
import { machineFont } from './machineFont.js'
import { explainDiagnostics, type Diagnostic, type Explanation } from './explainDiagnostics.js'

/** The first message of a child: what it may use. */
export interface WorkerSettings {
  /** Name of the face, and `.ttf`, to where it lies. */
  readonly fonts: Readonly<Record<string, string>>
  readonly memoryMegabytes: number
}

type Outcome = { readonly ok: true; readonly result: CompileResult } | ({ readonly ok: false } & Explanation)
export type WorkerAnswer = Outcome & { readonly residentMegabytes: number }

interface BindingDiagnostic {
  readonly message: string
  readonly path?: string
  readonly range?: { readonly start?: { readonly line?: number; readonly character?: number } }
}

// Beneath a file nothing can lie: templates live in memory, and no link on the disk can lead out of there.
const workspace = join(fileURLToPath(import.meta.url), 'workspace')
let compiler: NodeCompiler | undefined
let fontNames: readonly string[] = []
let shadowed: readonly string[] = []

// Whoever asked is gone: nobody else ends a worker in the middle of a page.
process.on('disconnect', () => process.exit(0))
process.on('message', (message: WorkerSettings | CompileOptions) => {
  if ('fonts' in message) return start(message)
  let answer: Outcome
  try {
    answer = compile(compiler!, message)
  } catch (error) {
    answer = refuse([{ message: String((error as Error).message ?? error) }])
  }
  process.send!({ ...answer, residentMegabytes: process.memoryUsage.rss() / 1_048_576 } satisfies WorkerAnswer)
})

function start({ fonts, memoryMegabytes }: WorkerSettings): void {
  new Worker(new URL('./watchChild.js', import.meta.url), { workerData: { memoryMegabytes, parent: process.ppid } })
  fontNames = Object.keys(fonts).map((name) => basename(name, extname(name)))
  compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: Object.values(fonts).map((path) => readFileSync(path)) }] })
}

function compile(engine: NodeCompiler, { files, main, data, attachment, timestamp, output }: CompileOptions): Outcome {
  // What an earlier contract brought must not be there for this one.
  for (const path of shadowed) engine.unmapShadow(path)
  const present = { ...files, [dataFile]: data, [attachmentFile]: attachment }
  shadowed = Object.keys(present).map((name) => join(workspace, name))
  for (const [name, text] of Object.entries(present)) engine.mapShadow(join(workspace, name), Buffer.from(text))
  const compiled = engine.compile({ mainFilePath: join(workspace, main) })
  if (compiled.hasError()) return refuse(engine.fetchDiagnostics(compiled.takeDiagnostics()!) as BindingDiagnostic[])
  // A warning is an error here: text in a font nobody has is not drawn at all, and only a warning says so.
  const warnings = (compiled as unknown as { takeWarnings(): Parameters<NodeCompiler['fetchDiagnostics']>[0] | null }).takeWarnings()
  if (warnings !== null) return refuse(engine.fetchDiagnostics(warnings) as BindingDiagnostic[])
  const document = compiled.result!
  const anchors = engine.query(document, { selector: '<anchor>', field: 'value' }) as Anchor[]
  const pdf = new Uint8Array(engine.pdf(document, { pdfStandard: standardOf[output], creationTimestamp: timestamp }))
  engine.evictCache(0)
  const foreign = machineFont(pdf, fontNames)
  if (foreign !== undefined) return refuse([{ message: `the font ${foreign} is this machine's and not the contract's` }])
  return { ok: true, result: { pdf, anchors, pages: document.numOfPages } }
}

function refuse(diagnostics: readonly BindingDiagnostic[]): Outcome {
  const places = diagnostics.map(({ message, path = '', range }): Diagnostic => ({
    message,
    file: path.startsWith(workspace) ? path.slice(workspace.length + 1) : '',
    line: (range?.start?.line ?? -1) + 1,
    column: (range?.start?.character ?? -1) + 1,
  }))
  return { ok: false, ...explainDiagnostics(places) }
}
