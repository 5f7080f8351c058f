import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ContractData } from '../data/contractData.js'

export interface DrawnTextFinding {
  /** RFC 6901 pointer into the attached data. */
  readonly pointer: string
}

/** Compares figures and names of the attached data with the text drawn on the pages; what is not drawn. */
export async function checkDrawnText({ pdf, data }: { readonly pdf: Uint8Array; readonly data: Uint8Array }): Promise<readonly DrawnTextFinding[]> {
  const contract = JSON.parse(new TextDecoder().decode(data)) as ContractData
  const drawn = await drawnText(pdf)
  return expectedTexts(contract)
    .filter(([, text]) => !drawn.includes(normalise(text)))
    .map(([pointer]) => ({ pointer }))
}

/** What must be read on the pages: who, the clauses, and in the contract itself every figure and choice. */
function expectedTexts(contract: ContractData): readonly (readonly [string, string])[] {
  const { keyFacts, schedule, drawdowns, drawn, totals } = contract
  const row = (list: typeof schedule, index: number, pointer: string): [string, string][] =>
    (['dueDate', 'principal', 'interest', 'total', 'balance'] as const).map((key) => [`${pointer}/${index}/${key}`, list[index]![key]])
  const always: [string, string][] = [
    ['/contract/number', contract.contract.number],
    ['/lender/name', contract.lender.name],
    ...contract.places.flatMap(({ party }): [string, string][] => (party === null ? [] : [[`/parties/${party}/name`, contract.parties[party]!.name]])),
    ...contract.keyClauses.map(({ text }, index): [string, string] => [`/keyClauses/${index}/text`, text]),
  ]
  if (contract.document.id !== 'contract') return always
  // A credit line's own schedule is only an example until it is drawn: what is drawn counts.
  const plans = drawdowns.length > 0 ? drawdowns.map((plan, index) => ({ plan, pointer: `/drawdowns/${index}` })) : [{ plan: { schedule, totals }, pointer: '' }]
  return [
    ...always,
    ...contract.parties.map(({ name }, index): [string, string] => [`/parties/${index}/name`, name]),
    ...Object.entries(keyFacts).map(([key, value]): [string, string] => [`/keyFacts/${key}`, value]),
    ...Object.entries(drawn).filter(([pointer]) => !pointer.endsWith('/capitals')).map(([pointer, value]): [string, string] => [`/drawn${pointer}`, value]),
    ...plans.flatMap(({ plan, pointer }) => [
      ...plan.schedule.flatMap((_, index) => row(plan.schedule, index, `${pointer}/schedule`)),
      ...Object.entries(plan.totals).map(([key, value]): [string, string] => [`${pointer}/totals/${key}`, value]),
    ]),
  ]
}

async function drawnText(pdf: Uint8Array): Promise<string> {
  const task = getDocument({ data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0 })
  try {
    const document = await task.promise
    const pages: string[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const { items } = await (await document.getPage(number)).getTextContent()
      pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''))
    }
    return normalise(pages.join(''))
  } finally {
    await task.destroy()
  }
}

/** Compatibility forms and white space differ between fonts and extractors; meaning does not. */
function normalise(text: string): string {
  return text.normalize('NFKC').replace(/[\s\u00ad-]+/g, '')
}
