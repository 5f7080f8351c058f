import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { ContractData } from './contractData.js'

export interface DrawnTextFinding {
  /** RFC 6901 pointer into the attached data. */
  readonly pointer: string
}

/** Compares figures and names of the attached data with the text drawn on the pages; what is not drawn. */
export async function checkDrawnText({ pdf, data }: { readonly pdf: Uint8Array; readonly data: Uint8Array }): Promise<readonly DrawnTextFinding[]> {
  const contract = JSON.parse(new TextDecoder().decode(data)) as ContractData
  const drawn = await drawnText(pdf)
  const { keyFacts, schedule } = contract
  const expected: [string, string][] = [
    ['/contract/number', contract.contract.number],
    ['/lender/name', contract.lender.name],
    ...contract.parties.map(({ name }, index): [string, string] => [`/parties/${index}/name`, name]),
    ...Object.entries(keyFacts).map(([key, value]): [string, string] => [`/keyFacts/${key}`, value]),
    ...[0, schedule.length - 1].flatMap((index): [string, string][] => [[`/schedule/${index}/total`, schedule[index]!.total], [`/schedule/${index}/dueDate`, schedule[index]!.dueDate]]),
    ...contract.keyClauses.map(({ text }, index): [string, string] => [`/keyClauses/${index}/text`, text]),
  ]
  return expected.filter(([, text]) => !drawn.includes(normalise(text))).map(([pointer]) => ({ pointer }))
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
