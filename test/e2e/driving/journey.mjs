/** The words of the buttons, as the person sees them. */
const words = {
  'zh-CN': {
    guaranteed: '有保证人为我担保', joint: '连带责任保证', apply: '提交申请', applied: '已收到', approve: '批准', send: '生成并发送', sent: '短信已送达', open: '打开合同', lastFour: '身份证号码后四位', check: '核对身份', agree: '同意', refuse: '不同意', go: '继续', costs: '我已看清费用',
    nextClause: '看下一条重点', explain: '请解释', understood: '我听懂了', seen: '我看清了', next: '下一页', nextDocument: '看下一份文件', nextPlace: '看清了，看下一份', finish: '读完了，继续', confirm: '确认', use: '用这个签名', typed: '输入姓名', typedLabel: '用键盘输入姓名', sign: /^签署 · /, signed: '您已签好', seal: '盖章并生效', disburse: '放款', code: /验证码 (\d{3}) (\d{3})/,
    digits: '0017', name: '周禾田', resume: /^(从第 \d+ 页接着看|接着往下)$/,
  },
  en: {
    guaranteed: 'Somebody guarantees this loan', joint: 'Joint and several', apply: 'Apply', applied: 'Received', approve: 'Approve', send: 'Create and send', sent: 'Message delivered', open: 'Open the agreement', lastFour: 'Last four characters of your ID number', check: 'Check identity', agree: 'Agree', refuse: 'Do not agree', go: 'Continue', costs: 'I have read the costs',
    nextClause: 'Show next key clause', explain: 'Explain', understood: 'I understand', seen: 'I have seen this', next: 'Next page', nextDocument: 'Next document', nextPlace: 'Seen, show the next', finish: 'Done reading, continue', confirm: 'Confirm', use: 'Use this signature', typed: 'Type', typedLabel: 'Type your name', sign: /^Sign · /, signed: 'You have signed', seal: 'Seal and put in force', disburse: 'Pay out', code: /Code (\d{3}) (\d{3})/,
    digits: '0427', name: 'Harriet Fields', resume: /^Go on( from page \d+)?$/,
  },
}

/**
 * The borrower's and the lender's way through the demo's pages, by what is written on the buttons. Used by the sample and by the tests.
 * @param {{ page: import('playwright-core').Page, origin: string, language: 'zh-CN' | 'en', person?: { digits?: string, name?: string }, shot?: (name: string) => Promise<void>, say?: (text: string) => void }} options
 */
export function journey({ page, origin, language, person = {}, shot = async () => {}, say = () => {} }) {
  const text = { ...words[language], ...person }
  const button = (name) => page.getByRole('button', { name, exact: typeof name === 'string' })
  const press = async (name) => {
    const target = button(name)
    await target.waitFor({ timeout: 30_000 })
    await target.click()
  }
  /** Waits until the primary button is ready, not merely there. */
  const pressReady = async (name, timeout = 60_000) => {
    const target = button(name)
    await target.and(page.locator('[aria-disabled=false]')).waitFor({ timeout })
    await target.click()
  }

  /** The server's own job, some seconds after the seal: what is downloaded from then on proves itself. */
  const archived = async () => {
    for (const end = Date.now() + 60_000; ; await new Promise((done) => setTimeout(done, 250))) {
      const { contracts } = await (await page.request.get(`${origin}/demo/overview`)).json()
      if (contracts[0].archivedAt !== null) return
      if (Date.now() > end) throw new Error('the contract was not archived')
    }
  }
  const steps = {
    async apply({ guaranteed = false, line = false } = {}) {
      say('applies')
      await page.goto(`${origin}/portal`)
      if (guaranteed) {
        await page.getByLabel(text.guaranteed).check()
        await page.getByLabel(text.joint).check()
        await shot('01-guaranteed')
      }
      if (line) await page.locator('[name=kind][value=line]').check()
      await press(text.apply)
      await page.getByText(text.applied).waitFor()
      await shot('01-apply')
    },
    async approveAndSend() {
      say('approves, generates, sends')
      await page.goto(`${origin}/desk`)
      await page.locator('[data-column=approve] a').first().click()
      await press(text.approve)
      await press(text.send)
      // Its story begins: sent, and delivered.
      await page.locator('.tl').getByText(text.sent).waitFor({ timeout: 60_000 })
      await shot('02-desk')
    },
    /** The newest message that fits, read where a person would read it. */
    async message(pattern) {
      for (let i = 0; i < 60; i++) {
        const inbox = await (await fetch(`${origin}/demo/inbox`)).json()
        const found = inbox.map((entry) => pattern.exec(entry.text)).find(Boolean)
        if (found) return found
        await new Promise((done) => setTimeout(done, 250))
      }
      throw new Error(`no message like ${pattern}`)
    },
    async open() {
      say('opens the link')
      const [link] = await steps.message(/http\S+#c=[\w-]+/)
      await page.goto(link)
      await button(text.open).waitFor({ timeout: 30_000 })
      await shot('03-link')
      await press(text.open)
    },
    async identify(digits = text.digits) {
      say('checks identity')
      const input = page.getByLabel(text.lastFour)
      await input.waitFor({ timeout: 60_000 })
      await shot('04-identity')
      await input.fill(digits)
      await pressReady(text.check)
    },
    async consent() {
      say('decides the consents')
      const cards = page.locator('[data-consent]')
      await cards.first().waitFor()
      for (let i = 0; i < (await cards.count()); i++) await cards.nth(i).getByRole('button', { name: i < 2 ? text.agree : text.refuse, exact: true }).click()
      await shot('05-consents')
      await pressReady(text.go)
    },
    async costs() {
      say('sees the costs')
      await page.locator('[data-end]').waitFor()
      await page.locator('[data-end]').scrollIntoViewIfNeeded()
      await shot('06-costs')
      await pressReady(text.costs)
    },
    /** Every document, page by page; `until` counts pages over all of them. */
    async read({ until = Infinity } = {}) {
      say('reads')
      let explained = false
      let number = 0
      const ready = (name) => button(name).and(page.locator('[aria-disabled=false]')).waitFor({ timeout: 90_000 })
      for (;;) {
        await page.locator('.viewport canvas, .flow').first().waitFor({ timeout: 60_000 })
        for (;;) {
          const which = await Promise.race([
            button(text.nextClause).waitFor({ timeout: 90_000 }).then(() => 'clause'),
            ready(text.next).then(() => 'next'),
            ready(text.nextDocument).then(() => 'nextDocument'),
            ready(text.finish).then(() => 'finish'),
          ])
          if (which === 'clause') {
            await press(text.nextClause)
            if (!explained) {
              await shot('08-clause')
              await press(text.explain)
              await shot('09-explanation')
              await press(text.understood)
              explained = true
            }
            await press(text.seen)
            await button(text.seen).waitFor({ state: 'detached', timeout: 30_000 })
            continue
          }
          number++
          if (number === 1) await shot('07-reading')
          if (number >= until) return
          if (which === 'nextDocument') await shot('07-next-document')
          await press(text[which])
          if (which === 'finish') return
          break
        }
      }
    },
    /** The newest code; one that came after another, when that is named. */
    async code(before = '') {
      for (let i = 0; i < 60; i++) {
        const match = await steps.message(text.code)
        if (match[1] + match[2] !== before) return match[1] + match[2]
        await new Promise((done) => setTimeout(done, 250))
      }
      throw new Error('no other code came')
    },
    async confirmCode(code) {
      say('confirms the code')
      const input = page.locator('.cells input')
      await input.waitFor({ timeout: 30_000 })
      const digits = code ?? (await steps.code())
      await shot('10-code')
      await input.fill(digits)
      await pressReady(text.confirm)
    },
    async draw() {
      say('writes the name')
      const pad = page.locator('.main .pad canvas')
      await pad.waitFor()
      await page.waitForTimeout(300)
      const { x, y, width, height } = await pad.boundingBox()
      for (const [[fromX, fromY], [toX, toY]] of [[[0.2, 0.3], [0.35, 0.65]], [[0.35, 0.3], [0.2, 0.65]], [[0.5, 0.25], [0.5, 0.7]], [[0.42, 0.45], [0.6, 0.42]], [[0.68, 0.3], [0.85, 0.6]]]) {
        await page.mouse.move(x + width * fromX, y + height * fromY)
        await page.mouse.down()
        for (let step = 1; step <= 6; step++) await page.mouse.move(x + width * (fromX + ((toX - fromX) * step) / 6), y + height * (fromY + ((toY - fromY) * step) / 6 + 0.02 * Math.sin(step)))
        await page.mouse.up()
      }
      await shot('11-signature')
      await pressReady(text.use)
    },
    async type() {
      await page.getByRole('tab', { name: text.typed }).click()
      await page.getByLabel(text.typedLabel).fill(text.name)
      await shot('11-signature')
      await pressReady(text.use)
    },
    /** Looks at the signature page of every document, up to the one with the button that signs. */
    async look() {
      const drawn = page.locator('canvas[data-drawn=true]')
      for (let number = 1; ; number++) {
        await drawn.waitFor({ timeout: 60_000 })
        if (number === 1) await shot('12-confirm')
        const next = button(text.nextPlace).and(page.locator('[aria-disabled=false]'))
        const last = button(text.sign).and(page.locator('[aria-disabled=false]'))
        await next.or(last).waitFor({ timeout: 60_000 })
        if (await last.isVisible()) return
        await next.click()
      }
    },
    async sign() {
      say('looks at every signature page and signs')
      await steps.look()
      await shot('12-confirm-last')
      await pressReady(text.sign)
      await page.getByRole('heading', { name: text.signed }).waitFor({ timeout: 60_000 })
      await shot('13-receipt')
    },
    async seal() {
      say('seals')
      await page.goto(`${origin}/desk`)
      await page.locator('[data-column=seal] a').first().click()
      await page.locator('.paper canvas').first().waitFor({ timeout: 60_000 })
      await shot('14-seal')
      await press(text.seal)
      // To pay out, or a line to draw on.
      await button(text.disburse).or(page.locator('[data-key=draw]')).waitFor({ timeout: 60_000 })
      // One fewer waits for the seal, and the badge says so.
      const { contracts } = await (await page.request.get(`${origin}/demo/overview`)).json()
      const waiting = contracts.filter(({ waitingFor }) => waitingFor === 'seal').length
      await page.locator('nav a[href="#/seal"]').filter({ hasText: waiting === 0 ? /^\D*$/ : new RegExp(`${waiting}$`) }).waitFor({ timeout: 10_000 })
      await shot('15-effective')
      await archived()
    },
    async resume() {
      await press(text.resume)
    },
    press,
    pressReady,
    button,
    text,
  }
  return steps
}
