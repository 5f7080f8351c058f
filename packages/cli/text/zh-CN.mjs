/** @type {import('./en.mjs').Text} */
export const zhCN = {
  help: `loansign：离线查验已签的借款合同。

  loansign verify 文件... --trust PEM [--at 时间] [--json] [--lang zh-CN|en]

      --trust PEM   您信任的证书，一个 PEM 文件里可以有多张
      --at 时间     按这个时刻验证（RFC 3339）；不写就是现在
      --json        以 JSON 给出完整报告
      --lang        用哪种语言回答；不写时看 LC_ALL、LC_MESSAGES、LANG

  退出码：0 通过，1 不通过，2 不能断定，64 输入不能用。
  查验多份文件时，以最差的一份为准。
`,
  unknownCommand: (name) => `loansign：没有“${name}”这个命令。`,
  notBuilt: '这份源码还没有构建。请先运行一次 npm run build（npm start 和 npm test 也会构建）。',
  optionUnknown: (message) => `loansign verify：${message}`,
  noFiles: 'loansign verify：请至少写一个 PDF 文件。',
  noTrust: 'loansign verify：请用 --trust PEM 写明您信任的证书。没有它，什么也证明不了。',
  trustUnreadable: (path) => `loansign verify：信任证书文件不能用：${path}`,
  timeUnreadable: (value) => `loansign verify：--at 的写法是 2026-11-20T10:42:18Z，不是“${value}”。`,
  fileUnreadable: (path, reason) => `${path}\n  不能查验：${reason}`,
  noSuchFile: '没有这个文件',
  notPdf: (code) => `不是一份不用修补就能读的 PDF（${code}）`,
  verdict: {
    'TOTAL-PASSED': '有效：签完之后没有改动过。',
    'TOTAL-FAILED': '无效。',
    'INDETERMINATE': '还不能断定。',
  },
  noSignatures: '这份文件里没有签名。',
  signedBy: (name, field) => `${name} 签署（${field}）`,
  unknownSigner: '签署人的证书读不出来',
  provenTime: (time) => `时间戳证明：在 ${time} 之前签署`,
  claimedTime: (time) => `自称签于 ${time}，没有有效的时间戳可以证明`,
  noTime: '既没有写明时间，也没有时间戳',
  sealOf: '证书签发者',
  changed: '签署之后加上的内容',
  because: '原因',
  timeZone: 'UTC',
}
