/** The words of the screens that are loaded after the first. later.en.ts has the same keys. */
export const laterZhCN = {
  cost: {
    annual: '年化综合融资成本（单利）', compound: '按复利折算', before: '签合同前，先看清要花多少钱', item: '项目 · 收取方', rate: '折合年化', contingent: '违约或提前还款时', standard: '标准',
    wait: (s: number) => `请再看 ${s} 秒`, law: '法律规定的阅读时间，离开页面会暂停', end: '请看到表的末尾', go: '我已看清费用', ready: '可以继续了',
  },
  reading: {
    page: '原页', text: '大字', view: '怎么看', aloud: '朗读', quiet: '停止朗读', find: '查找', size: '字号', pageOf: (n: number, all: number) => `第 ${n} / ${all} 页`, more: (s: number) => `再看 ${s} 秒`, clausesLeft: (n: number) => `还有 ${n} 条重点`, enough: '看够时间了',
    nextClause: '看下一条重点', next: '下一页', nextDocument: '看下一份文件', finish: '读完了，继续', documentOf: (n: number, all: number) => `第 ${n} / ${all} 份：`, documents: '文件', wait: (s: number) => `再看 ${s} 秒可以翻页`, clause: (n: number, all: number) => `重点条款 ${n} / ${all}`, onPage: (n: number) => `第 ${n} 页`,
    section: (n: string) => `第${n}条`, explain: '请解释', seen: '我看清了', understood: '我听懂了', backToClause: '回到条款', listen: (s: number) => `念给我听，约 ${s} 秒`, call: '还不明白，请客户经理打给我', called: '已告诉客户经理，会打给您。',
    prevails: '解释只帮您理解，合同以原文为准。您看过解释会记录下来。', loading: '正在画这一页…', previous: '上一页', zoom: '双指可以放大', sheet: (n: number) => `合同第 ${n} 页，按原样`, clauses: '重点条款', pages: '页', seenAlready: '已看清', explainedAlready: '已解释，已看清', notYet: '还没看清', readAlready: '已读',
    offlineButton: '连上网后再翻页', offlineNow: '现在再试一次', offlineKept: (n: number) => (n > 0 ? `已读 1–${n} 页，都记下了` : '读过的都记下了'),
    findLabel: '要找的字', findNone: '没有找到', findCount: (n: number, all: number) => `${n} / ${all} 处`, findLater: (n: number) => `后面的页还有 ${n} 处`, findNext: '下一处', findClose: '关闭查找',
  },
  code: {
    title: '您愿意签这一份合同吗？', titleAll: (n: number) => `您愿意签这 ${n} 份文件吗？`, label: (phone: string) => `愿意，请填 ${phone} 收到的验证码`, missing: (n: number) => `还差 ${n} 位数字`, go: '确认', resendIn: (s: number) => `${s} 秒后可以重发`, resend: '重发验证码', byCall: '改打电话告诉我', byCallAsked: '已告诉贷款人，会打电话给您，帮您收验证码。来电不会问您验证码是多少。',
    never: '工作人员不会要验证码，谁要都别给。', no: '我不愿意签', wrong: (left: number) => `验证码不对。还可以试 ${left} 次。`, expired: '验证码过期了，请重发一个。', sending: '正在发验证码…', limit: '验证码发得太多了，请过几分钟再试。',
  },
  signature: {
    title: '请写下您的名字', draw: '手写签名', type: '输入姓名', undo: '撤一笔', redo: '重写', wide: '横屏写', narrow: '回到竖屏', wideTitle: (name: string) => `请在线上写下：${name}`, go: '用这个签名', missing: '请先写下名字', missingType: '请先输入姓名', hint: (name: string) => `${name} 在这条线上书写`,
    label: '用键盘输入姓名', noteDraw: '笔迹只是签名的样子。能证明是您签的，是前面的身份核对、验证码和接下来这部手机产生的密钥。', noteType: '与手写签名同等有效。合同上会注明“以输入姓名方式签署”。',
  },
  confirm: {
    title: '签上去就是这样', whole: '看整页', part: '只看签名', preparing: '正在准备签名页，并核对每一个字节…', fingerprint: '这份文件的指纹', all: '看全部 64 位', fewer: '只看开头', own: '这部手机自己算出来的，签的就是它。', key: ['密钥由这部手机现做，只签这一份。', '签完就销毁，', '不会发给任何人。'],
    go: (amount: string, what?: 'credit-line' | 'guarantee') => `签署 · ${what ? { 'credit-line': '授信额度', guarantee: '担保借款' }[what] : '借款'} ${/^¥/.test(amount) ? `${amount.slice(1)} 元` : amount}`, nextDocument: '看清了，看下一份', documentOf: (n: number, all: number) => `第 ${n} / ${all} 份：`, together: (all: number) => `按一次，${all} 份文件一起签；要么全签，要么都不签。`, busy: '正在签署…', change: '回去改签名', again: '再试一次', owed: '时间戳还没拿到，签名没有丢，请再试一次。',
  },
  receipt: {
    title: '您已签好', file: '文件', number: '合同编号', amount: '金额', pages: (title: string, n: number) => `${title}，${n} 页`, fingerprint: '文件指纹', timestamp: '时间戳', promise: '登记承诺', promiseOk: '已在本机验算', promiseBad: '验算不对，请联系贷款人', beijing: '（北京时间）',
    notYet: ['合同', '还没有生效', '：'], waiting: (signers: readonly string[], sealed: boolean) => `等${signers.length > 0 ? `${signers.join('、')}签署` : ''}${signers.length > 0 && sealed ? '，再由' : ''}${sealed ? '贷款人盖章' : ''}。办好后发短信。`, effective: '合同已经生效。', download: '下载已签合同', downloadOne: '下载', documents: (n: number) => `${n} 份文件`, ofPages: (n: number) => `${n} 页`, receipt: '下载签署回执', receiptFile: '签署回执',
  },
  locked: {
    title: (minutes: number) => `先停一停，${minutes} 分钟后再试`, code: '验证码输错了 5 次。为了保护您，这份合同暂时锁住。', identity: '姓名和号码没有对上，次数用完了。为了保护您，这份合同暂时锁住。', when: '可以再试的时间',
    kept: (pages: number, clauses: number) => (pages > 0 ? `您读过的 ${pages} 页、看清的 ${clauses} 条都已记下，` : '您做过的都已记下，'), notAgain: '不用重来。', call: (phone: string) => `打 ${phone}`, notMe: '如果刚才不是您在操作，请马上打电话。', retry: '到时间了，继续',
  },
  resume: {
    title: (name: string) => `欢迎回来，${name}`, at: (where: string) => ['上次看到', where, '，接着往下就好。'], page: (n: number) => `第 ${n} 页`, inDocument: (title: string, n: number) => `《${title}》第 ${n} 页`, pages: (from: number, to: number, clauses: number) => `第 ${from === to ? from : `${from}–${to}`} 页${clauses > 0 ? `，${clauses} 条重点` : ''}`,
    done: '已完成', read: '已读', left: '未完成', minutes: (n: number) => `约 ${n} 分钟`, same: '文件没有变过：指纹与上次相同', registered: '文件与登记的一致，指纹是', until: (day: string) => `链接到 ${day} 有效。`, go: '接着往下', goPage: (n: number) => `从第 ${n} 页接着看`, again: '从头再看一遍', and: '、',
    names: { identity: '身份', consents: '同意', 'cost-table': '费用', reading: '阅读合同', willingness: '确认意愿', signing: '签字' },
  },
  refused: {
    title: '文件对不上，已停止签署', nothing: '您没有签任何东西。', file: '收到的文件与贷款人登记的不是同一份，我们不让您签。', other: '收到的内容与应有的不一致，我们不让您签。', registered: '登记的指纹', received: '收到的指纹', cause: '可能是网络出错，也可能有人改动。', tell: (lender: string) => `请打电话告诉${lender}。`, again: '重新下载一次', call: (phone: string) => `打 ${phone}`, code: '编号',
  },
  declining: { title: '不签也没关系', text: '不签就没有借款，以后可以重新申请。', why: '愿意告诉我们为什么吗？（可以不填）', reasons: { 'terms-differ': '费用和说的不一样', 'not-understood': '有条款没看懂', 'not-needed': '暂时不需要借了', other: '其他' }, ask: '想先问清楚？打电话给贷款人', back: '回去接着看', go: '确认不签' },
}
export type LaterWords = typeof laterZhCN
