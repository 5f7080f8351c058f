import { PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib'
import type { ContractEngine } from '../../engine.js'

const [left, top] = [70.87, 771.02]
const size = 11

/** A piece of the form's first page; a name after the text is that of a field of so many points. */
type Piece = string | readonly [field: string, width: number]

const rows: readonly (readonly Piece[])[] = [
  ['合同编号：', ['合同编号', 200]],
  ['贷款人：青溪县农村信用合作联社'],
  ['借款人：', ['借款人', 150], '　身份证号码：', ['身份证号码', 150]],
  ['住址：', ['住址', 380]],
  ['联系电话：', ['联系电话', 150]],
  ['借款种类：', ['借款种类', 200], '　币种：人民币'],
  ['借款金额（大写）：', ['大写', 170], '　（小写）：¥', ['小写', 90]],
  ['借款用途：', ['用途', 380]],
  ['借款期限：', ['期限', 30], '个月，自', ['起始年', 34], '年', ['起始月', 22], '月', ['起始日', 22], '日起算。'],
  ['年利率：', ['年利率', 44], '%　　综合融资成本（年化、单利）：', ['综合成本', 60]],
  ['还款方式：', ['等额本息', 11], ' 等额本息　', ['等额本金', 11], ' 等额本金　', ['先息后本', 11], ' 先息后本　', ['一次性', 11], ' 一次性还本付息'],
  ['首次还款日：', ['首次还款日', 130]],
]
const ticks = ['等额本息', '等额本金', '先息后本', '一次性']
const rowHeight = 22
const firstRow = 46
const articles: readonly (readonly Piece[])[] = [
  ['第一条　借款人应当按照约定的用途使用借款，按期归还本金、支付利息。'],
  ['第二条　借款人未按期归还借款本金的，贷款人自逾期之日起对逾期本金按年利'],
  ['率', ['逾期利率', 40], '%计收罚息，直至清偿为止。'],
  ['第三条　借款人未按约定用途使用借款的，贷款人自挪用之日起对挪用部分按年'],
  ['利率', ['挪用利率', 40], '%计收罚息，直至改正或者清偿为止。'],
  ['第四条　借款人可以提前归还全部或者部分借款，贷款人不收取违约金，利息按'],
  ['实际用款天数计算。'],
  ['第五条　借款利息按等额分期或者按实际天数计算，不预先在本金中扣除。'],
  ['第六条　因本合同发生的争议，双方协商解决；协商不成的，由贷款人住所地人民法院管辖。'],
]

interface Drawn {
  readonly typst: string
  readonly widgets: readonly { readonly name: string; readonly rect: readonly [number, number, number, number] }[]
}

/** Chinese characters and their marks are as wide as high, all others half as wide: near enough for a form. */
function draw(lines: readonly (readonly Piece[])[], from: number): Drawn {
  const widgets: Drawn['widgets'][number][] = []
  const typst = lines.flatMap((pieces, index) => {
    const down = from + index * rowHeight
    let across = 0
    return pieces.map((piece): string => {
      const at = across
      if (typeof piece === 'string') {
        across += [...piece].reduce((sum, character) => sum + (character > '\u2e80' ? size : size / 2), 0)
        return `#place(top + left, dx: ${at}pt, dy: ${down}pt)[#text("${piece}")]`
      }
      const [name, width] = piece
      across += width
      const baseline = top - down - 8.2
      const isTick = ticks.includes(name)
      widgets.push({ name, rect: isTick ? [left + at, baseline - 1.5, left + at + 11, baseline + 9.5] : [left + at, baseline - 3.8, left + at + width, baseline + 12.2] })
      return isTick ? `#place(top + left, dx: ${at + 0.5}pt, dy: ${down - 0.8}pt, rect(width: 10pt, height: 10pt, stroke: 0.5pt))` : `#place(top + left, dx: ${at}pt, dy: ${down + 10.6}pt, line(length: ${width}pt, stroke: 0.4pt))`
    })
  })
  return { typst: typst.join('\n'), widgets }
}

/** The form of examples/lender-form: two pages, PDF/A-3b, fields as other software makes them. Same input, same bytes. */
export async function exampleForm(engine: ContractEngine): Promise<Uint8Array> {
  const facts = draw(rows, firstRow)
  const text = draw(articles, firstRow + rows.length * rowHeight + 14)
  const main = `
#set document(title: "农户借款合同", author: "青溪县农村信用合作联社", date: auto)
#set page(paper: "a4", margin: 25mm, footer: context align(center, text(size: 8pt)[第 #counter(page).get().first() 页　共 2 页]))
#set text(font: ("Noto Serif SC",), size: ${size}pt, lang: "zh", fallback: false, cjk-latin-spacing: none)
#place(top + center, text(size: 18pt, weight: "bold")[农户借款合同])
${facts.typst}
${text.typst}
#pagebreak()
#align(center, text(size: 14pt, weight: "bold")[签署页])
#v(8mm)
借款人已经逐条阅读本合同，贷款人已经按照借款人的要求作了说明。
#v(20mm)
借款人（签字）：
#v(40mm)
贷款人（公章）：
`
  const { pdf } = await engine.compile({ files: { 'a.typ': main }, main: 'a.typ', data: '{}', attachment: '{}', timestamp: 1_760_000_000, output: 'pdf' })
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  // A lender's form carries no data of ours.
  document.catalog.delete(PDFName.of('AF'))
  document.catalog.delete(PDFName.of('Names'))
  const { context } = document
  const [first, second] = document.getPages()
  const helvetica = context.register(context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' }))
  const widget = (sheet: NonNullable<typeof first>, name: string, rect: readonly number[], entries: Record<string, unknown>) => {
    const reference = context.register(context.obj({ Type: 'Annot', Subtype: 'Widget', F: 4, Rect: [...rect], P: sheet.ref, T: PDFHexString.fromText(name), ...(entries as object) } as never))
    sheet.node.addAnnot(reference)
    return reference
  }
  const yes = context.register(context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 11, 11] }))
  const fields = [
    ...[...facts.widgets, ...text.widgets].map(({ name, rect }) =>
      ticks.includes(name)
        ? widget(first!, name, rect, { FT: 'Btn', AS: 'Off', V: 'Off', AP: { N: { Off: yes, Yes: yes } } })
        : widget(first!, name, rect, { FT: 'Tx', DA: PDFString.of(`/Helv ${name === '身份证号码' ? 10 : size} Tf 0 g`) }),
    ),
    widget(second!, '备注', [left, 110, 520, 150], { FT: 'Tx', Ff: 4096, DA: PDFString.of('/Helv 11 Tf 0 g') }),
    widget(second!, '盖章处', [172, 420, 292, 540], { FT: 'Sig' }),
  ]
  document.catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: fields, DA: PDFString.of('/Helv 11 Tf 0 g'), DR: { Font: { Helv: helvetica } } }))
  return document.save({ useObjectStreams: false, updateFieldAppearances: false })
}
