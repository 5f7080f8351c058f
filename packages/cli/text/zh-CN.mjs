/** @type {import('./en.mjs').Text} */
export const zhCN = {
  help: `loansign：查验已签的借款合同；没有叫它取资料，就不联网。

  loansign verify 文件... --trust PEM [--at 时间] [--json] [--html 报告]
  loansign inspect 文件 [--json] [--revision N --out PDF] [--certificates PEM]
  loansign extend 文件 --trust PEM --out PDF [--tsa 网址] [--revocation-data 文件]... [--fetch]
  loansign sign 文件 --key P12 --password-file 文件 --out PDF [--field 名字] [--reason 说明] [--tsa 网址]
  loansign assets 文件夹

  verify：谁在什么时候签了什么，现在还作不作数。文件也可以是一个文件夹或通配写法。
      --trust PEM     您信任的证书，一个 PEM 文件里可以有多张
      --at 时间       按这个时刻验证（RFC 3339）；不写就是现在
      --revocation    required：没有吊销资料就不算通过；不写就是 when-present
      --json          以 JSON 给出完整报告
      --html 报告     把报告写成一页，可以打印、可以寄送

  inspect：文件里有哪些版本、签名和证书，照实列出，不作判断。
      --revision N    取出第 N 版时的文件；与 --out PDF 一起用
      --certificates  把文件里的证书都写进一个 PEM 文件

  extend：把十年后查验要用的东西加进去：证书、吊销资料，写了 --tsa 还加一个盖住全部内容的时间戳。
      --tsa 网址              时间戳中心；不写得到 B-LT，写了得到 B-LTA，再做一次就是续期
      --revocation-data 文件  OCSP 回应或吊销列表，DER
      --fetch                 到证书写明的地址去取；不是公网的地址要写 --allow-host 名字

  sign：用 PKCS #12 文件里的密钥签一个空着的签名域，文件要是 OpenSSL 3 写出来的。
      --password-file 文件    口令写在这个文件里；命令行上不收口令
      --field 名字            签哪一个；有几个空着时要写明
      --tsa 网址              带时间戳，级别就是 B-T

  assets：把签署组件和它要用的文件都复制到文件夹里，并写明每个文件的哈希（integrity）。

      --version       显示版本
      --lang          zh-CN 或 en；不写时看 LC_ALL、LC_MESSAGES、LANG

  退出码：0 通过，1 不通过，2 不能断定，64 输入不能用。
  查验多份文件时，以最差的一份为准。已有的文件从不覆盖；assets 只更新它自己写过的文件夹。
`,
  unknownCommand: (name) => `loansign：没有“${name}”这个命令。`,
  notBuilt: '这份源码还没有构建。请先运行一次 npm run build（npm start 和 npm test 也会构建）。',
  optionUnknown: (option) => `loansign：这里没有“${option}”这个选项；用“loansign --help”可以看到有哪些。`,
  optionWrong: (message) => `loansign：${message}`,
  languageUnknown: (value) => `loansign：--lang 只能是 zh-CN 或 en，不是“${value}”。`,
  noFiles: (command) => `loansign ${command}：请至少写一个 PDF 文件。`,
  oneFile: (command) => `loansign ${command}：请写一个 PDF 文件。`,
  noOut: (command) => `loansign ${command}：请用 --out 写明要写到哪个文件。`,
  fileExists: (path) => `loansign：已经有 ${path} 这个文件，没有动它。请换一个名字。`,
  notWritten: (path) => `loansign：${path} 写不进去。文件夹在吗？`,
  noTrust: 'loansign：请用 --trust PEM 写明您信任的证书。没有它，什么也证明不了。',
  trustUnreadable: (path, reason) => `loansign：信任证书文件 ${path} 不能用：${reason}`,
  notPem: '里面没有 PEM 格式的证书（-----BEGIN CERTIFICATE-----）。DER 可以这样转换：openssl x509 -inform DER -in 文件 -out roots.pem',
  notCertificate: (number) => `里面第 ${number} 张证书读不出来`,
  noAddress: (url) => `loansign：--tsa 的写法是 https://tsa.example/，不是“${url}”。`,
  revocationUnknown: (value) => `loansign：--revocation 只能是 required 或 when-present，不是“${value}”。`,
  timeUnreadable: (value) => `loansign：--at 的写法是 2026-11-20T10:42:18Z，不是“${value}”。`,
  fileUnreadable: (path, reason) => `${path}\n  不能查验：${reason}`,
  noSuchFile: '没有这个文件',
  isFolder: '这是文件夹，不是文件',
  noPdfInFolder: '这个文件夹里没有 PDF',
  notRead: (code) => `读不了（${code}）`,
  notPdf: (code) => `不是一份不用修补就能读的 PDF（${code}）`,
  verdict: {
    'TOTAL-PASSED': '有效：签完之后没有改动过。',
    'TOTAL-FAILED': '无效。',
    'INDETERMINATE': '还不能断定。',
  },
  passedWithAdditions: '有效，但签完之后又添加了内容，可能盖住签过的文字，请核对。',
  notTrusted: '您信任的人里没有谁为这些证书担保：--trust 给的文件里没有它们的根证书。用“loansign inspect”可以看到证书由谁签发。',
  timestampNotTrusted: '您信任的人里没有谁为时间戳担保：时间戳中心的根证书也要放进 --trust 给的文件里。',
  noSignatures: '这份文件里没有签名。',
  signedBy: (name, field) => `${name} 签署（${field}）`,
  stampedBy: (name, field) => `${name} 为整份文件加盖了时间戳（${field}）`,
  unknownSigner: '签署人的证书读不出来',
  provenTime: (time) => `时间戳证明：在 ${time} 之前签署`,
  claimedTime: (time) => `自称签于 ${time}，没有有效的时间戳可以证明`,
  noTime: '既没有写明时间，也没有时间戳',
  sealOf: '证书签发者',
  changed: '签署之后加上的内容',
  besides: '另请注意',
  because: '原因',
  html: {
    title: '借款合同签名查验报告',
    made: (time, count) => `按 ${time} 这一刻验证，共 ${count} 份文件。`,
    columns: ['谁签的', '什么时候', '证书签发者', '级别', '结论'],
    limits: '查验能说明谁签的、何时签的、签后改没改过；不能说明内容是否公平，也不能说明签字人当时的处境。',
  },
  extend: {
    written: (path, added) => `已写到 ${path}，多了 ${added.toLocaleString('en')} 字节；原来的一个字节也没有动。`,
    needsTimestamp: '有时间戳的签名才能长期保存：签署时请写 --tsa。',
    refused: (code) => `loansign extend：什么也没有写（${code}）。`,
    wanting: '缺少足够新的吊销信息：请用 --revocation-data FILE 给出，或者用 --fetch 到证书写明的地址去问。证书没有写明地址的（开发用的机构就是这样），只能向签发机构要文件。',
    asked: '证书写明了地址的，已经去问过，还是不够。不是公网的地址要写 --allow-host 名字才会去问；签名之前发布的资料不能证明它，要等下一份。',
    again: '过一会儿再试，也许就行。',
    noRevocationData: (path) => `loansign extend：${path} 既不是 OCSP 回应，也不是吊销列表（DER）。PEM 格式的列表可以这样转换：openssl crl -in 文件 -outform DER -out list.crl`,
  },
  advice: {
    'pkcs12-password': '文件里的口令不是这个密钥的口令，或者密钥文件被改过。',
    'pkcs12-unsupported': '请用 OpenSSL 3 把密钥文件重写一遍：先“openssl pkcs12 -legacy -in 旧文件 -nodes -out all.pem”，再“openssl pkcs12 -export -in all.pem -out 新文件”，最后删掉 all.pem。',
    'pkcs12-malformed': '--key 要的是 PKCS #12 文件（.p12、.pfx）。PEM 格式的密钥和证书可以这样合成：openssl pkcs12 -export -inkey 密钥 -in 证书 -out key.p12',
    'pdf-malformed': '不是一份不用修补就能读的 PDF。',
    'pdf-encrypted': '文件加了密；要先去掉加密，才能签署和查验。',
    'timestamp-malformed': '--tsa 这个网址回应的不是时间戳中心（RFC 3161）。',
    'timestamp-refused': '时间戳中心拒绝了请求。',
    'timestamp-mismatch': '时间戳中心答的不是所问的。',
    'text-refused': '名字或说明是空的、太长，或者含有看不见的字符。',
  },
  sign: {
    noKey: 'loansign sign：请用 --key P12 写明密钥，用 --password-file 写明口令在哪个文件里。',
    whichField: (fields) => (fields.length === 0 ? 'loansign sign：这份文件没有空着的签名域。签名域由制作 PDF 的一方放进去：表单设计软件、PDF 程序库，或者 @loansign/contract。' : `loansign sign：空着的签名域不止一个，请用 --field 写明：${fields.join('、')}`),
    written: (path, name, field, level) => `已写到 ${path}：${name} 签了 ${field}，级别 ${level}。`,
    refused: (message) => `loansign sign：什么也没有写（${message}）。`,
    notEmpty: (field, code, empty) => `loansign sign：什么也没有写（${code}）。${code === 'field-already-signed' ? `“${field}”已经签过了` : `没有“${field}”这个签名域`}；${empty.length === 0 ? '没有空着的签名域' : `空着的有：${empty.join('、')}`}。`,
    notNow: (from, to) => `loansign sign：什么也没有写（certificate-not-valid）。密钥的证书从 ${from} 到 ${to} 有效；现在签的字永远不会被认定有效。`,
  },
  assets: {
    oneFolder: 'loansign assets：请写一个要复制到的文件夹。',
    noComponent: 'loansign assets：这里没有安装 @loansign/component，或者还没有构建。请运行 npm install @loansign/component（源码里：npm run build）。',
    notEmpty: (path) => `loansign assets：文件夹 ${path} 不是空的，也不是这个命令建的，没有动它。`,
    copied: (count, path, list) => `${count} 个文件已在 ${path}，哈希写在 ${list}。页面里载入第一个：`,
  },
  inspect: {
    size: (size) => `${size.toLocaleString('en')} 字节`,
    trailing: (count) => `文件结尾之后还有 ${count} 字节`,
    revision: (number, added, length) => `第 ${number} 版：${added.toLocaleString('en')} 字节，到 ${length.toLocaleString('en')} 为止`,
    noRevision: (asked, count) => `loansign inspect：没有第 ${asked} 版，这份文件有 ${count} 版。`,
    revisionWritten: (number, path, sha256) => `第 ${number} 版已写到 ${path}，SHA-256 ${sha256}`,
    certificatesWritten: (count, path) => `${count} 张证书已写到 ${path}`,
    kind: { signature: '签名', 'document-timestamp': '文件时间戳' },
    signs: (revision) => `盖住第 ${revision} 版`,
    noRevisionSigned: '没有完整盖住任何一版',
    claims: '自称',
    timestamp: '时间戳',
    noCms: '签名值读不出来',
    empty: '还没有签的：',
    certificate: '证书',
    unreadable: '（读不出来）',
    securityStore: ({ certificates, ocspResponses, crls, signatures }) => `验证资料：证书 ${certificates} 张，OCSP 回应 ${ocspResponses} 份，吊销列表 ${crls} 份，用于 ${signatures} 个签名`,
    attachments: '附件：',
    judgesNothing: '以上都没有经过查验；查验请用 loansign verify。',
  },
}
