import { afterAll, describe, expect, it } from 'vitest'
import { personalLoan } from '../../dist/index.js'
import { typst } from '../../dist/typst/index.js'
import { sampleOrder } from './sampleOrder.fixture.js'

const engine = typst({ timeoutMilliseconds: 100_000 })
afterAll(() => engine.close())
const product = personalLoan({ engine })
const order = sampleOrder('zh-CN')

describe('names with rare characters', () => {
  it.each(['周\u{20bb7}田', '沈㛃', '刘䶮', '王𬭚', '李𬸪', '陈㐂', '罗𡈽', '何𫍣'])('are drawn and found again: %s', async (name) => {
    const contract = await product.generate({ ...order, parties: [{ ...order.parties[0]!, name }] })
    expect(await product.checkDrawnText(contract)).toEqual([])
  }, 60_000)

  // GB 18030-2022, implementation level 2: the unified ideographs of the basic plane, Extension A, and the standard list's characters beyond, of which these are some.
  const basic = [[0x4e00, 0x9fef], [0x3400, 0x4db5]] as const
  const beyond = '𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓'
  it('of GB 18030 level 2 can all be drawn', async () => {
    const characters = basic.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index))).join('') + beyond
    const template = '#set text(font: ("Noto Serif SC", "Noto Serif HK", "Noto Serif JP"), fallback: false, size: 6pt, lang: "zh")\n#json("data.json").text'
    const { pages } = await engine.compile({ files: { 'a.typ': template }, main: 'a.typ', data: JSON.stringify({ text: characters }), attachment: '{}', timestamp: 0, output: 'pdf' })
    expect([...characters].length).toBeGreaterThan(27_600)
    expect(pages).toBeGreaterThan(1)
  }, 120_000)

  it('that no font of ours has are refused by name, and nothing is made', async () => {
    await expect(product.generate({ ...order, parties: [{ ...order.parties[0]!, name: '周𤭢' }] })).rejects.toMatchObject({ code: 'glyph-missing', details: { character: '𤭢', pointer: '/parties/0/name' } })
  }, 60_000)
})
