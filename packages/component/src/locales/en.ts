import type { FirstWords } from './zh-CN.js'

export const en: FirstWords = {
  help: 'Help', close: 'Close',
  step: (n) => `Step ${n} of 6`, allDone: 'All 6 steps done',
  steps: {
    identity: 'Check identity', consents: 'Decide', 'cost-table': 'See the costs', reading: 'Read the agreement', willingness: 'Confirm', signature: 'Your signature', signing: 'Last look', receipt: 'Signed',
    resume: 'Go on', refused: 'Stopped', declining: 'Not signing',
  },
  shortSteps: ['Identity', 'Consent', 'Costs', 'Read', 'Sign', 'Done'],
  testMark: 'Test environment, not legally binding',
  welcome: {
    wait: 'One moment…', title: 'An agreement for you to read', text: 'Open it with the button below. The link opens once, for you alone; please keep using this device.', open: 'Open the agreement', opening: 'Opening…', loading: 'Getting the document and checking its fingerprint…',
    none: 'Please open this page from the link in your text message.',
  },
  identity: {
    title: 'First, check who you are', lender: 'Lender', amount: 'Loan amount', limit: 'Credit limit', number: 'Agreement', name: 'Name', lastFour: 'Last four characters of your ID number',
    missing: (n) => `${n} ${n === 1 ? 'digit' : 'digits'} missing`, go: 'Check identity', notMe: (name) => `I am not ${name}`, note: 'The identity service answers yes or no and keeps no picture of your ID.',
    wrong: (left) => `Name and number do not match. ${left} ${left === 1 ? 'try' : 'tries'} left.`, checking: 'Checking…',
  },
  consents: {
    title: 'Decide one by one', required: 'Needed to sign', optional: 'Optional', agree: 'Agree', refuse: 'Do not agree', go: 'Continue', missing: (n) => `${n} not decided yet`, recipient: 'Recipient',
    counter: 'This one is needed to sign here. If you do not agree, you can sign on paper at the branch.', counterButton: 'A needed one was refused', full: (n) => `Read all ${n} in full`, fullTitle: 'In full', version: (v) => `text version ${v}`,
  },
  waiting: { offline: 'No network', 'in-use': 'Still working on what you sent; please stay here', next: (s) => `trying again in ${s} s` },
  declined: { title: 'Noted: you have not signed', text: 'Nothing was signed. If you change your mind, ask the lender to start again.' },
  over: { expired: 'The time to sign this agreement is over', voided: 'This agreement was withdrawn', text: 'You have signed nothing. Please contact the lender.' },
  failed: { elsewhere: 'The signing went on in another window; nothing was signed here', title: 'This step did not work', text: 'Nothing you entered or read is lost.', again: 'Try again', code: 'Code', link: 'This link no longer opens', linkText: 'It may have been used or have expired. Please ask the lender for a new one.' },
  menu: { title: 'Help', call: (phone) => `Call ${phone}`, ask: 'Ask my loan officer to call', asked: 'Your loan officer will call you.', size: 'Text size', normal: 'Standard', large: 'Large', language: '语言 Language', decline: 'I do not want to sign' },
}
