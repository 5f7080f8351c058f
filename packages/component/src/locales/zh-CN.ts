/** Every word the element says. en.ts has the same keys; a missing one does not compile. */
export const zhCN = {
  help: '求助', back: '返回', close: '关闭',
  step: (n: number) => `第 ${n} 步，共 6 步`,
  steps: { identity: '核对身份', consents: '逐项同意', 'cost-table': '看清费用', reading: '阅读合同', willingness: '确认意愿', signature: '签名', signing: '最后确认', done: '已签署' },
  testMark: '测试环境，无法律效力',
  welcome: {
    wait: '请稍等…',
    title: '有一份合同请您看', text: '点下面的按钮打开。链接只能由您本人打开一次，打开后请一直用这部手机。', open: '打开合同', opening: '正在打开…', loading: '正在取文件，并核对指纹…',
    none: '请从短信里的链接打开这一页。',
  },
  identity: {
    title: '请先核对您的身份', lender: '贷款人', amount: '借款金额', number: '合同编号', name: '姓名', lastFour: '身份证号码后四位',
    missing: (n: number) => `还差 ${n} 位数字`, go: '核对身份', notMe: (name: string) => `我不是${name}`, note: '核验机构只回答是或不是，不保存您的证件照片。',
    wrong: (left: number) => `姓名和号码对不上。还可以试 ${left} 次。`, checking: '正在核对…',
  },
  consents: {
    title: '请一项一项决定', required: '签约必需', optional: '可选', agree: '同意', refuse: '不同意', go: '继续', missing: (n: number) => `还有 ${n} 项没有决定`, recipient: '接收方',
    counter: '这一项是签约必需的。不同意的话，可以到柜台签纸质合同。', counterButton: '必需的项没有同意',
  },
  cost: {
    annual: '年化综合融资成本（单利）', compound: '按复利折算', before: '签合同前，先看清要花多少钱', item: '项目 · 收取方', rate: '折合年化', contingent: '违约或提前还款时', standard: '标准',
    wait: (s: number) => `请再看 ${s} 秒`, law: '法律规定的阅读时间，离开页面会暂停', end: '请看到表的末尾', go: '我已看清费用', ready: '可以继续了',
  },
  reading: {
    page: '原页', text: '大字', pageOf: (n: number, all: number) => `第 ${n} / ${all} 页`, more: (s: number) => `再看 ${s} 秒`, clausesLeft: (n: number) => `还有 ${n} 条重点`, enough: '看够时间了',
    nextClause: '看下一条重点', next: '下一页', finish: '读完了，继续', wait: (s: number) => `再看 ${s} 秒可以翻页`, clause: (n: number, all: number) => `重点条款 ${n} / ${all}`, onPage: (n: number) => `第 ${n} 页`,
    explain: '请解释', seen: '我看清了', understood: '我听懂了', backToClause: '回到条款', listen: '念给我听', call: '还不明白，请客户经理打给我', called: '已告诉客户经理，会打给您。',
    prevails: '解释只帮您理解，合同以原文为准。您看过解释会记录下来。', loading: '正在画这一页…', previous: '上一页',
  },
  code: {
    title: '您愿意签这一份合同吗？', label: (phone: string) => `愿意，请填 ${phone} 收到的验证码`, missing: (n: number) => `还差 ${n} 位数字`, go: '确认', resendIn: (s: number) => `${s} 秒后可以重发`, resend: '重发验证码',
    never: '工作人员不会要验证码，谁要都别给。', no: '我不愿意签', wrong: (left: number) => `验证码不对。还可以试 ${left} 次。`, expired: '验证码过期了，请重发一个。', sending: '正在发验证码…', sent: '验证码已发出。', limit: '验证码发得太多了，请过几分钟再试。',
  },
  signature: {
    title: '请写下您的名字', draw: '手写签名', type: '输入姓名', undo: '撤一笔', redo: '重写', go: '用这个签名', missing: '请先写下名字', missingType: '请先输入姓名', hint: (name: string) => `${name} 在这条线上书写`,
    label: '用键盘输入姓名', noteDraw: '笔迹只是签名的样子，能证明是您签的，是前面的身份核对、验证码和接下来这部手机产生的密钥。', noteType: '与手写签名等效。合同上会注明“以输入姓名方式签署”。',
  },
  confirm: {
    title: '签上去就是这样', preparing: '正在准备签名页，并核对每一个字节…', fingerprint: '这份文件的指纹', all: '看全部 64 位', fewer: '只看开头', own: '这部手机自己算出来的，签的就是它。', key: '密钥由这部手机产生，只签这一份，签完就销毁，不会发给任何人。',
    go: (amount: string) => `签署 · 借款 ${amount}`, busy: '正在签署…', change: '回去改签名', again: '再试一次', owed: '时间戳还没拿到，签名没有丢，请再试一次。',
  },
  receipt: {
    title: '您已签好', file: '文件', number: '合同编号', amount: '金额', fingerprint: '文件指纹', timestamp: '时间戳', promise: '登记承诺', promiseOk: '已在本机验算', promiseBad: '验算不对，请联系贷款人',
    notYet: '合同还没有生效', waiting: (names: string) => `等${names}签署或盖章后生效，办好后发短信。`, effective: '合同已经生效。', download: '下载已签合同',
  },
  locked: { title: '先停一停，30 分钟后再试', text: '输错了太多次。为了保护您，这份合同暂时锁住。', when: '可以再试的时间', kept: '您读过的页和看清的条都记下了，不用重来。', call: (phone: string) => `打 ${phone}`, notMe: '如果刚才不是您在操作，请马上打电话。', retry: '到时间了，继续' },
  offline: { bar: '没有网络，正在自动再试', text: '读过的都记着，连上网后接着来。' },
  resume: { title: (name: string) => `欢迎回来，${name}`, text: '上次看到这里，接着往下就好。', same: '文件没有变过：指纹与上次相同', go: '接着看', done: '已完成', left: '未完成' },
  refused: {
    title: '文件对不上，已停止签署', nothing: '您没有签任何东西。', text: '收到的内容与登记的不一致，可能是网络出错，也可能有人改动。已停止签署。', registered: '登记的指纹', received: '收到的指纹', again: '重新下载一次', call: (phone: string) => `打 ${phone}`, code: '编号',
  },
  declining: { title: '不签也没关系', text: '不签就没有借款，以后可以重新申请。', why: '愿意告诉我们为什么吗？（可以不填）', reasons: { 'terms-differ': '费用和说的不一样', 'not-understood': '有条款没看懂', 'not-needed': '暂时不需要借了', other: '其他' }, back: '回去接着看', go: '确认不签' },
  declined: { title: '已记下，您没有签', text: '没有签任何东西。想好了可以联系贷款人重新发起。' },
  over: { expired: '这份合同过了签署时间', voided: '这份合同已经作废', text: '您没有签任何东西。请联系贷款人。' },
  failed: { elsewhere: '已在另一个窗口签，这里没有签', title: '这一步没有办成', text: '您填的和看的都没有丢。', again: '再试一次', code: '编号', link: '这个链接打不开了', linkText: '链接可能已经用过或过期。请联系贷款人重新发送。' },
  menu: { title: '求助', call: (phone: string) => `打电话 ${phone}`, size: '文字大小', normal: '标准', large: '大', decline: '我不想签了' },
}
export type Translation = typeof zhCN
