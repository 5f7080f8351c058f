/** The words of the first screens and of what stands around every screen. en.ts has the same keys; a missing one does not compile. */
export const zhCN = {
  help: '求助', close: '关闭',
  step: (n: number) => `第 ${n} 步，共 6 步`, allDone: '6 步都完成了',
  steps: {
    identity: '核对身份', consents: '逐项同意', 'cost-table': '看清费用', reading: '阅读合同', willingness: '确认意愿', signature: '签名', signing: '最后确认', receipt: '已签署',
    resume: '接着上次', refused: '已停止', declining: '不签',
  },
  /** For the row of steps where there is room. */
  shortSteps: ['身份', '同意', '费用', '阅读', '签字', '完成'],
  testMark: '测试环境，无法律效力',
  welcome: {
    wait: '请稍等…', title: '有一份合同请您看', text: '点下面的按钮打开。链接只能由您本人打开一次，打开后请一直用这部手机。', open: '打开合同', opening: '正在打开…', loading: '正在取文件，并核对指纹…',
    none: '请从短信里的链接打开这一页。',
  },
  identity: {
    title: '请先核对您的身份', lender: '贷款人', amount: '借款金额', limit: '授信额度', number: '合同编号', name: '姓名', lastFour: '身份证号码后四位',
    missing: (n: number) => `还差 ${n} 位数字`, go: '核对身份', notMe: (name: string) => `我不是${name}`, note: '核验机构只回答是或不是，不保存您的证件照片。',
    wrong: (left: number) => `姓名和号码对不上。还可以试 ${left} 次。`, checking: '正在核对…',
  },
  consents: {
    title: '请一项一项决定', required: '签约必需', optional: '可选', agree: '同意', refuse: '不同意', go: '继续', missing: (n: number) => `还有 ${n} 项没有决定`, recipient: '接收方',
    counter: '这一项是签约必需的。不同意的话，可以到柜台签纸质合同。', counterButton: '必需的项没有同意', full: (n: number) => `看${['零', '一', '两', '三', '四', '五'][n] ?? n}项说明的全文`, fullTitle: '说明的全文', version: (v: string) => `文本版本 ${v}`,
  },
  waiting: { offline: '没有网络', 'in-use': '上一次提交还在处理，请不要关闭', next: (s: number) => `${s} 秒后自动再试` },
  declined: { title: '已记下，您没有签', text: '没有签任何东西。想好了可以联系贷款人重新发起。' },
  over: { expired: '这份合同过了签署时间', voided: '这份合同已经作废', text: '您没有签任何东西。请联系贷款人。' },
  failed: { elsewhere: '已在另一个窗口签，这里没有签', title: '这一步没有办成', text: '您填的和看的都没有丢。', again: '再试一次', code: '编号', link: '这个链接打不开了', linkText: '链接可能已经用过或过期。请联系贷款人重新发送。' },
  menu: { title: '求助', call: (phone: string) => `打 ${phone}`, ask: '请客户经理打给我', asked: '已告诉客户经理，会打给您。', size: '文字大小', normal: '标准', large: '大字', language: '语言 Language', decline: '我不想签了' },
}
export type FirstWords = typeof zhCN
