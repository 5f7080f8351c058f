/** How far a fictional application goes by itself. */
export type SampleEnd = 'screened' | 'approved' | 'delivered' | 'reading' | 'signed' | 'effective' | 'repaying' | 'late' | 'veryLate' | 'line'

export interface SampleCase {
  readonly end: SampleEnd
  readonly name: string
  readonly idNumber: string
  readonly phone: string
  readonly address: string
  readonly purpose: string
  readonly principal: string
  readonly termMonths: number
}

const rows: readonly (readonly [SampleEnd, string, string, string, string, string, number])[] = [
  ['screened', '段有禾', 'Dale Harrow', '农户小额信用', 'Seed and fertiliser', '80000.00', 12],
  ['screened', '青桐', 'Ivy Marsh', '养殖周转', 'Poultry house', '120000.00', 24],
  ['approved', '宋麦香', 'Wanda Wheatley', '农机购置', 'A used tractor', '150000.00', 36],
  ['delivered', '葛清明', 'Gil Brooks', '农户小额信用', 'Fencing', '30000.00', 12],
  ['reading', '孟小满', 'May Summers', '农户小额信用', 'A cold store', '50000.00', 24],
  ['signed', '秦谷雨', 'April Raines', '农机购置', 'A seed drill', '100000.00', 24],
  ['signed', '石立夏', 'Summer Stone', '大棚建设', 'Two greenhouses', '260000.00', 36],
  ['effective', '冯处暑', 'Augustus Heath', '养殖周转', 'Feed for the autumn', '70000.00', 12],
  ['repaying', '白露生', 'Dewey White', '果园补种', 'Replanting an orchard', '45000.00', 12],
  ['late', '江惊蛰', 'March Rivers', '农机购置', 'A baler', '60000.00', 12],
  ['veryLate', '庞大雪', 'Snow Bellamy', '养殖周转', 'A milking parlour', '90000.00', 24],
  ['line', '梁秋分', 'Autumn Leigh', '蔬菜种植周转', 'Seed, feed and seasonal wages', '200000.00', 12],
]

/** Fictional people: identity numbers fail their check digits, telephone numbers are nobody's. */
export function sampleCases(language: 'zh-CN' | 'en'): SampleCase[] {
  return rows.map(([end, chineseName, englishName, chinesePurpose, englishPurpose, principal, termMonths], index) => {
    const serial = String(index + 31)
    return language === 'zh-CN'
      ? { end, principal, termMonths, name: chineseName, purpose: chinesePurpose, idNumber: `5300001990010100${serial}`, phone: `138000002${serial}`, address: `云川省青溪县柳河镇桃源村${serial}号` }
      : { end, principal, termMonths, name: englishName, purpose: englishPurpose, idNumber: `TEST-0000-04${serial}`, phone: `55501004${serial}`, address: `${serial} Orchard Lane, Maple Valley` }
  })
}
