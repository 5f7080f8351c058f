import type { Translation } from './zh-CN.js'

export const en: Translation = {
  help: 'Help', back: 'Back', close: 'Close',
  step: (n) => `Step ${n} of 6`,
  steps: { identity: 'Check identity', consents: 'Decide', 'cost-table': 'See the costs', reading: 'Read the agreement', willingness: 'Confirm', signature: 'Your signature', signing: 'Last look', done: 'Signed' },
  testMark: 'Test environment, not legally binding',
  welcome: {
    wait: 'One moment…',
    title: 'An agreement for you to read', text: 'Open it with the button below. The link opens once, for you alone; please keep using this device.', open: 'Open the agreement', opening: 'Opening…', loading: 'Getting the document and checking its fingerprint…',
    none: 'Please open this page from the link in your text message.',
  },
  identity: {
    title: 'First, check who you are', lender: 'Lender', amount: 'Loan amount', number: 'Agreement', name: 'Name', lastFour: 'Last four characters of your ID number',
    missing: (n) => `${n} ${n === 1 ? 'digit' : 'digits'} missing`, go: 'Check identity', notMe: (name) => `I am not ${name}`, note: 'The identity service answers yes or no and keeps no picture of your ID.',
    wrong: (left) => `Name and number do not match. ${left} ${left === 1 ? 'try' : 'tries'} left.`, checking: 'Checking…',
  },
  consents: {
    title: 'Decide one by one', required: 'Needed to sign', optional: 'Optional', agree: 'Agree', refuse: 'Do not agree', go: 'Continue', missing: (n) => `${n} not decided yet`, recipient: 'Recipient',
    counter: 'This one is needed to sign here. If you do not agree, you can sign on paper at the branch.', counterButton: 'A needed one was refused',
  },
  cost: {
    annual: 'All-in annual cost (simple)', compound: 'Compounded', before: 'What it costs, before the agreement', item: 'Item · charged by', rate: 'Per year', contingent: 'If you pay late or early', standard: 'Rate',
    wait: (s) => `${s} more ${s === 1 ? 'second' : 'seconds'}`, law: 'Reading time the law asks for; pauses when you leave', end: 'Please scroll to the end', go: 'I have read the costs', ready: 'You can continue',
  },
  reading: {
    page: 'Page', text: 'Text', pageOf: (n, all) => `Page ${n} of ${all}`, more: (s) => `${s} more ${s === 1 ? 'second' : 'seconds'}`, clausesLeft: (n) => `${n} key ${n === 1 ? 'clause' : 'clauses'} left`, enough: 'Shown long enough',
    nextClause: 'Show next key clause', next: 'Next page', finish: 'Done reading, continue', wait: (s) => `Next page in ${s} ${s === 1 ? 'second' : 'seconds'}`, clause: (n, all) => `Key clause ${n} of ${all}`, onPage: (n) => `page ${n}`,
    explain: 'Explain', seen: 'I have seen this', understood: 'I understand', backToClause: 'Back to the clause', listen: 'Read it to me', call: 'Still unclear, call me', called: 'Your loan officer will call you.',
    prevails: 'The explanation helps you understand; the contract text prevails. That you looked at it is recorded.', loading: 'Drawing this page…', previous: 'Previous page',
  },
  code: {
    title: 'Do you want to sign this agreement?', label: (phone) => `If so, enter the code sent to ${phone}`, missing: (n) => `${n} ${n === 1 ? 'digit' : 'digits'} missing`, go: 'Confirm', resendIn: (s) => `Send again in ${s} seconds`, resend: 'Send another code',
    never: 'Staff never ask for this code. Give it to no one.', no: 'I do not want to sign', wrong: (left) => `Wrong code. ${left} ${left === 1 ? 'try' : 'tries'} left.`, expired: 'The code has expired. Please send another.', sending: 'Sending a code…', sent: 'The code is on its way.', limit: 'Too many codes were sent. Please try again in a few minutes.',
  },
  signature: {
    title: 'Write your name', draw: 'Draw', type: 'Type', undo: 'Undo', redo: 'Start over', go: 'Use this signature', missing: 'Write your name first', missingType: 'Type your name first', hint: (name) => `${name} writes on this line`,
    label: 'Type your name', noteDraw: 'The drawing is only what the signature looks like. What proves it is yours are the identity check, the code and the key this device makes next.', noteType: 'Counts the same as drawing. The record says that the name was typed.',
  },
  confirm: {
    title: 'This is how it will look', preparing: 'Preparing the signature page and checking every byte…', fingerprint: 'Fingerprint of this document', all: 'Show all 64', fewer: 'Show fewer', own: 'Worked out by this device; this is what you sign.', key: 'The key is made by this device, signs this one agreement, is destroyed afterwards and goes to no one.',
    go: (amount) => `Sign · borrow ${amount}`, busy: 'Signing…', change: 'Change the signature', again: 'Try again', owed: 'The timestamp is still missing. Your signature is not lost; please try again.',
  },
  receipt: {
    title: 'You have signed', file: 'Document', number: 'Agreement', amount: 'Amount', fingerprint: 'Fingerprint', timestamp: 'Timestamp', promise: 'Promise of record', promiseOk: 'checked on this device', promiseBad: 'does not check; please contact the lender',
    notYet: 'Not in force yet', waiting: (names) => `In force once ${names} has signed or sealed it; you get a text message then.`, effective: 'The agreement is in force.', download: 'Download the signed agreement',
  },
  locked: { title: 'Let us pause, try again in 30 minutes', text: 'Too many wrong tries. To protect you this agreement is locked for a while.', when: 'You can try again at', kept: 'The pages and clauses you have seen are kept. No need to start over.', call: (phone) => `Call ${phone}`, notMe: 'If that was not you, please call at once.', retry: 'Time is up, continue' },
  offline: { bar: 'No network, trying again', text: 'Everything you have read is kept.' },
  resume: { title: (name) => `Welcome back, ${name}`, text: 'This is where you were; just go on.', same: 'The document has not changed: same fingerprint', go: 'Go on', done: 'done', left: 'to do' },
  refused: {
    title: 'The document does not match, signing stopped', nothing: 'You have signed nothing.', text: 'What arrived is not what was registered. The network may be at fault, or somebody changed it. Signing has stopped.', registered: 'Registered fingerprint', received: 'Received fingerprint', again: 'Download again', call: (phone) => `Call ${phone}`, code: 'Code',
  },
  declining: { title: 'It is fine not to sign', text: 'Without signing there is no loan; you can apply again later.', why: 'Would you tell us why? (optional)', reasons: { 'terms-differ': 'The costs are not what I was told', 'not-understood': 'I did not understand a clause', 'not-needed': 'I do not need the loan now', other: 'Something else' }, back: 'Go back', go: 'Do not sign' },
  declined: { title: 'Noted: you have not signed', text: 'Nothing was signed. If you change your mind, ask the lender to start again.' },
  over: { expired: 'The time to sign this agreement is over', voided: 'This agreement was withdrawn', text: 'You have signed nothing. Please contact the lender.' },
  failed: { elsewhere: 'The signing went on in another window; nothing was signed here', title: 'This step did not work', text: 'Nothing you entered or read is lost.', again: 'Try again', code: 'Code', link: 'This link no longer opens', linkText: 'It may have been used or have expired. Please ask the lender for a new one.' },
  menu: { title: 'Help', call: (phone) => `Call ${phone}`, size: 'Text size', normal: 'Standard', large: 'Large', decline: 'I do not want to sign' },
}
