import { PDFDocument, PDFName, PDFString, rgb } from 'pdf-lib'
import type { ContractEngine } from '../engine.js'

const main = `
#set document(title: "借款合同", author: "青溪县农村信用合作联社", date: auto)
#set page(paper: "a4", margin: 25mm, footer: context align(center, text(size: 8pt)[第 #counter(page).get().first() 页]))
#set text(font: ("Libertinus Serif", "Noto Serif SC"), size: 11pt, lang: "zh", fallback: false)
#align(center, text(size: 20pt, weight: "bold")[借款合同])
#let field(label) = block(above: 9mm, below: 0mm)[#label#box(width: 1fr, line(length: 100%, stroke: 0.4pt))]
#field[借款人：]
#field[借款金额（大写）：]
#field[借款金额（小写）：]
#field[合同编号：]
#field[还款方式：]
#block(above: 12mm)[借款用途：#rect(width: 100%, height: 22mm, stroke: 0.4pt)]
#block(above: 6mm)[#h(16pt)本人同意提供担保 #h(30pt)还款日：#h(16pt)月初 #h(24pt)月末]
#lorem(40)
#pagebreak()
#text(weight: "bold")[签署页] \\
本页为借款合同的签署页。
#v(20mm)
借款人（签字）：
#v(40mm)
贷款人（公章）：
`

/** Two pages, PDF/A-3b, as a lender might have them; nothing of it is a field. */
export async function lenderFile(engine: ContractEngine, text = main): Promise<Uint8Array> {
  return (await engine.compile({ files: { 'a.typ': text }, main: 'a.typ', data: '{}', attachment: '{}', timestamp: 1_760_000_000, output: 'pdf' })).pdf
}

/** The same with fields of every kind, made by other software, with a format script. */
export async function lenderForm(engine: ContractEngine, change: (document: PDFDocument) => void = () => undefined): Promise<Uint8Array> {
  const document = await PDFDocument.load(await lenderFile(engine), { updateMetadata: false })
  const form = document.getForm()
  const [first, second] = document.getPages() as [ReturnType<PDFDocument['getPage']>, ReturnType<PDFDocument['getPage']>]
  const plain = { borderWidth: 0, textColor: rgb(0, 0, 0) }
  const text = (name: string, rect: { x: number; y: number; width: number; height: number }, size = 0): void => {
    const field = form.createTextField(name)
    field.addToPage(first, { ...rect, ...plain })
    field.setFontSize(size)
  }
  text('借款人', { x: 120, y: 725, width: 400, height: 16 })
  text('大写', { x: 170, y: 691, width: 350, height: 16 }, 12)
  text('小写', { x: 170, y: 657, width: 350, height: 16 }, 12)
  form.getTextField('小写').setAlignment(2)
  text('合同.编号', { x: 130, y: 624, width: 240, height: 16 })
  form.getTextField('合同.编号').setMaxLength(16)
  form.getTextField('合同.编号').enableCombing()
  const method = form.createDropdown('还款方式')
  method.addToPage(first, { x: 130, y: 590, width: 200, height: 16, ...plain })
  // Options by hand: the software that makes this form cannot draw Chinese.
  method.acroField.dict.set(PDFName.of('Opt'), document.context.obj(['level', 'bullet'].map((option) => PDFString.of(option))))
  text('用途', { x: 74, y: 474, width: 440, height: 58 }, 11)
  form.getTextField('用途').enableMultiline()
  const tick = form.createCheckBox('担保')
  tick.addToPage(first, { x: 73, y: 445, width: 11, height: 11, ...plain })
  const day = form.createRadioGroup('还款日')
  day.addOptionToPage('start', first, { x: 253, y: 446, width: 10, height: 10, ...plain })
  day.addOptionToPage('end', first, { x: 305, y: 446, width: 10, height: 10, ...plain })
  const empty = form.createTextField('备注')
  empty.addToPage(second, { x: 72, y: 100, width: 100, height: 16, ...plain })
  const script = document.context.obj({ F: { S: 'JavaScript', JS: PDFString.of('AFNumber_Format(2, 0, 0, 0, "", true);') } })
  form.getTextField('小写').acroField.dict.set(PDFName.of('AA'), script)
  change(document)
  return document.save({ useObjectStreams: false, updateFieldAppearances: false })
}

export const mapping = { 借款人: '/borrower', 大写: '/capitals', 小写: '/amount', '合同.编号': '/number', 还款方式: '/method', 用途: '/purpose', 担保: '/guaranteed', 还款日: '/day', 备注: null } as const

export const data = {
  borrower: '周禾田、𠮷野龘', capitals: '人民币叁拾万元整', amount: '300,000.00', number: 'QX2026-001', method: 'bullet', guaranteed: true, day: 'end',
  purpose: '购买化肥、农膜与灌溉设备，扩建温室二号棚；其余用于支付 2026 年度土地流转费用。\nGreenhouse extension.',
}
