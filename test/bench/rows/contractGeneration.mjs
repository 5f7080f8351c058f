import { personalLoan } from '@loansign/contract'
import { typst } from '@loansign/contract/typst'

/** A Chinese contract of 36 instalments, warm: everything we do for it beside what Typst alone takes to set it once, and its size. */
async function generate() {
  const engine = typst()
  // What the engine alone takes: layout and PDF in one go, from data it has not seen.
  const alone = async (options) => {
    const before = performance.now()
    await engine.compile({ ...options, data: options.data.replace('"nonce":"', '"nonce":"alone'), output: 'pdf' })
    return performance.now() - before
  }
  let last
  const product = personalLoan({ engine: { close: () => engine.close(), compile: (options) => ((last = options), engine.compile(options)) } })
  const sample = product.definition.samples['zh-CN']
  const order = (index) => ({ ...sample, loan: { ...sample.loan, principal: `${300_000 + index}.00` }, contract: { ...sample.contract, id: 'con_BenchBenchBench1', version: 1, nonce: String(index).padStart(32, '0') }, test: true, now: new Date('2026-11-20T02:00:00Z') })
  try {
    for (let index = 0; index < 3; index++) await product.generate(order(index))
    const [whole, compile] = [[], []]
    let contract
    for (let index = 3; index < 18; index++) {
      const before = performance.now()
      contract = await product.generate(order(index))
      whole.push(performance.now() - before)
      compile.push(await alone(last))
    }
    const median = (values) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)]
    return { contract, wholeMilliseconds: median(whole), setMilliseconds: median(compile) }
  } finally {
    await engine.close()
  }
}

let once
const measured = () => (once ??= generate())

export async function contractGeneration() {
  const { contract, wholeMilliseconds, setMilliseconds } = await measured()
  const value = Math.round((wholeMilliseconds / setMilliseconds) * 100) / 100
  return {
    id: 'contract-warm', what: `a contract of ${contract.pages} pages from order to frozen file, against Typst setting it once`, value, unit: '×', budget: 1.1, holds: value <= 1.1,
    beside: `${Math.round(wholeMilliseconds)} ms against ${Math.round(setMilliseconds)} ms; ${(1000 / wholeMilliseconds).toFixed(1)} contracts a second on one process`,
  }
}

export async function contractBytes() {
  const { contract } = await measured()
  const value = Math.round(contract.pdf.length / 100) / 10
  return { id: 'contract-bytes', what: `the same contract, ${contract.pages} pages, with its data and the straddle seal`, value, unit: 'kB', budget: 250, holds: value <= 250, beside: `${contract.data.length} bytes of attached data before they are deflated` }
}
