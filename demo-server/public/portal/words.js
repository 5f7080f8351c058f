import { language } from '/assets/shared/format.js'

export const words = {
  'zh-CN': {
    nav: ['首页', '存款', '贷款', '网点', '帮助'], here: 2, crumbApply: '贷款　/　申请', crumbSign: '我的贷款　/　待签合同',
    applyTitle: '申请一笔贷款', applyLead: '填完交给我们，客户经理会看。先申请，还不用签任何东西。',
    signTitle: '您有一份借款合同要看、要签', signLead: '慢慢看，看懂再签。中途离开，回来接着看。',
    aboutYou: '您是谁', aboutLoan: '您想借多少', name: '姓名', idNumber: '身份证号码', phone: '手机号码', address: '住址', principal: '金额（元）', termMonths: '借多久', months: (n) => `${n} 个月`, purpose: '做什么用',
    files: '身份证照片和收入证明，请在客户经理联系您时当面或到网点交。这个演示不收照片。', apply: '提交申请', sending: '正在提交…', problem: '没有提交成功，填的内容都还在。', unavailable: '请稍后再试一次。',
    appliedTitle: '已收到您的申请', applied: '客户经理批准之后，合同的链接会发到您的手机。收到之前不用做任何事，也不会收您任何钱。', phoneLink: '去看手机短信（演示）',
    contract: '这份合同', contractRows: ['借款', '期限', '首期应还', '年化成本', '编号'],
    rate: (rate) => `年利率 ${rate}%（单利）`, terms: '这笔贷款', termsRows: ['利率', '怎么还', '别的收费'], termsTexts: ['等额本息，每月一次', '除利息和罚息外没有'],
    help: '有不明白的', officer: '客户经理', hours: '工作日 8:30–17:30', counter: '也可以带身份证到网点，在柜台看纸质合同、用笔签。', warning: '我们不会打电话要验证码，也不会让您先交钱再放款。', fictional: '机构与人物均为虚构', helpButton: '求助', complaints: '咨询与投诉', sample: { name: '周禾田', idNumber: '530000198703150017', phone: '13800000187', address: '云川省青溪县柳河镇桃源村三组26号', principal: '300000', purpose: '扩建高原蔬菜温室大棚及购置滴灌设备' },
    kind: '怎么用这笔钱', kinds: { loan: '一次拿到手', line: '先有额度，用多少提多少（上面的金额是额度，期限是每次提用最长多久）' }, guaranteed: '有保证人为我担保', guarantor: '保证人', mode: '保证方式（要您和保证人商量好）', modes: { joint: '连带责任保证', general: '一般保证' }, sampleGuarantor: { name: '马志远', idNumber: '530000197912080031', phone: '13800000731', address: '云川省青溪县柳河镇集镇街9号' },
  },
  en: {
    nav: ['Home', 'Savings', 'Loans', 'Branches', 'Help'], here: 2, crumbApply: 'Loans / Apply', crumbSign: 'My loans / To sign',
    applyTitle: 'Apply for a loan', applyLead: 'Fill it in and send it; a loan officer will look at it. Applying signs nothing.',
    signTitle: 'An agreement for you to read and sign', signLead: 'Take your time and sign only what you understand. You can leave and come back.',
    aboutYou: 'About you', aboutLoan: 'The loan', name: 'Name', idNumber: 'Identity number', phone: 'Telephone', address: 'Address', principal: 'Amount ($)', termMonths: 'For how long', months: (n) => `${n} months`, purpose: 'What it is for',
    files: 'Please bring a photo ID and proof of income when the loan officer calls you in. This demo takes no pictures.', apply: 'Apply', sending: 'Sending…', problem: 'That did not go through; what you filled in is still there.', unavailable: 'Please try again in a moment.',
    appliedTitle: 'Received, thank you', applied: 'Once a loan officer has approved it, the link to your agreement comes by text message. Nothing to do until then, and nothing to pay.', phoneLink: 'Look at the text messages (demo)',
    contract: 'This agreement', contractRows: ['Amount', 'Term', 'First payment', 'Annual cost', 'Number'],
    rate: (rate) => `${rate}% a year (simple)`, terms: 'This loan', termsRows: ['Rate', 'Repayment', 'Other charges'], termsTexts: ['level, once a month', 'none beyond interest and default interest'],
    help: 'Questions?', officer: 'Your loan officer', hours: 'weekdays 8:30–17:30', counter: 'Or bring your ID to a branch, and read and sign on paper.', warning: 'We never call to ask for a code, and never ask for money before a loan is paid out.', fictional: 'Everybody here is fictional', helpButton: 'Help', complaints: 'Questions and complaints', sample: { name: 'Harriet Fields', idNumber: 'TEST-0000-0427', phone: '5550100427', address: '12 Orchard Lane, Maple Valley', principal: '24000', purpose: 'Greenhouse and drip irrigation' },
    kind: 'How you want the money', kinds: { loan: 'All at once', line: 'A line to draw on as needed (the amount above is the limit, the months are the longest each drawdown may run)' }, guaranteed: 'Somebody guarantees this loan', guarantor: 'The guarantor', mode: 'Kind of guarantee (agree on it with the guarantor first)', modes: { joint: 'Joint and several', general: 'General' }, sampleGuarantor: { name: 'Gareth Stone', idNumber: 'TEST-0000-0731', phone: '5550100731', address: '9 Market Street, Maple Valley' },
  },
}[language]
