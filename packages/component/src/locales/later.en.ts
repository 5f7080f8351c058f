import type { LaterWords } from './later.zh-CN.js'

const seconds = (s: number): string => `${s} more ${s === 1 ? 'second' : 'seconds'}`

export const laterEn: LaterWords = {
  cost: {
    annual: 'All-in annual cost (simple)', compound: 'Compounded', before: 'What it costs, before the agreement', item: 'Item · charged by', rate: 'Per year', contingent: 'If you pay late or early', standard: 'Rate',
    wait: seconds, law: 'Reading time the law asks for; pauses when you leave', end: 'Please scroll to the end', go: 'I have read the costs', ready: 'You can continue',
  },
  reading: {
    page: 'Page', text: 'Text', view: 'How to read', aloud: 'Listen', quiet: 'Stop reading aloud', find: 'Find', size: 'Size', pageOf: (n, all) => `Page ${n} of ${all}`, more: seconds, clausesLeft: (n) => `${n} key ${n === 1 ? 'clause' : 'clauses'} left`, enough: 'Shown long enough',
    nextClause: 'Show next key clause', next: 'Next page', nextDocument: 'Next document', finish: 'Done reading, continue', documentOf: (n, all) => `Document ${n} of ${all}: `, documents: 'Documents', wait: (s) => `Next page in ${s} ${s === 1 ? 'second' : 'seconds'}`, clause: (n, all) => `Key clause ${n} of ${all}`, onPage: (n) => `Page ${n}`,
    section: (n) => `Section ${n}`, explain: 'Explain', seen: 'I have seen this', understood: 'I understand', backToClause: 'Back to the clause', listen: (s) => `Read it to me, about ${s} seconds`, call: 'Still unclear, call me', called: 'Your loan officer will call you.',
    prevails: 'The explanation helps you understand; the contract text prevails. That you looked at it is recorded.', loading: 'Drawing this page…', previous: 'Previous page', zoom: 'Two fingers zoom', sheet: (n) => `Page ${n} of the agreement, as printed`, clauses: 'Key clauses', pages: 'Pages', seenAlready: 'seen', explainedAlready: 'explained, seen', notYet: 'not seen yet', readAlready: 'read',
    offlineButton: 'Next page once online', offlineNow: 'Try again now', offlineKept: (n) => (n > 0 ? `Pages 1–${n} read, all kept` : 'Everything you have read is kept'),
    findLabel: 'Words to find', findNone: 'Not found', findCount: (n, all) => `${n} of ${all}`, findLater: (n) => `${n} more on later pages`, findNext: 'Next', findClose: 'Close find',
  },
  code: {
    title: 'Do you want to sign this agreement?', titleAll: (n) => `Do you want to sign these ${n} documents?`, label: (phone) => `If so, enter the code sent to ${phone}`, missing: (n) => `${n} ${n === 1 ? 'digit' : 'digits'} missing`, go: 'Confirm', resendIn: (s) => `Send again in ${s} seconds`, resend: 'Send another code', byCall: 'Tell me by phone', byCallAsked: 'The lender was told and will call to help you get a code. The caller will not ask what the code is.',
    never: 'Staff never ask for this code. Give it to no one.', no: 'I do not want to sign', wrong: (left) => `Wrong code. ${left} ${left === 1 ? 'try' : 'tries'} left.`, expired: 'The code has expired. Please send another.', sending: 'Sending a code…', limit: 'Too many codes were sent. Please try again in a few minutes.',
  },
  signature: {
    title: 'Write your name', draw: 'Draw', type: 'Type', undo: 'Undo', redo: 'Start over', wide: 'Sideways', narrow: 'Back upright', wideTitle: (name) => `Write on the line: ${name}`, go: 'Use this signature', missing: 'Write your name first', missingType: 'Type your name first', hint: (name) => `${name} writes on this line`,
    label: 'Type your name', noteDraw: 'The drawing is only what the signature looks like. What proves it is yours are the identity check, the code and the key this device makes next.', noteType: 'Counts the same as drawing. The agreement will say that the name was typed.',
  },
  confirm: {
    title: 'This is how it will look', whole: 'Whole page', part: 'Signature only', preparing: 'Preparing the signature page and checking every byte…', fingerprint: 'Fingerprint of this document', all: 'Show all 64', fewer: 'Show fewer', own: 'Worked out by this device; this is what you sign.', key: ['This device makes the key now, for this one agreement. ', 'It is destroyed afterwards', ' and goes to no one.'],
    go: (amount, what) => `Sign · ${what ? { 'credit-line': 'credit line of', guarantee: 'secure a loan of' }[what] : 'borrow'} ${amount}`, nextDocument: 'Seen, show the next', documentOf: (n, all) => `Document ${n} of ${all}: `, together: (all) => `One press signs all ${all} documents, or none of them.`, busy: 'Signing…', change: 'Change the signature', again: 'Try again', owed: 'The timestamp is still missing. Your signature is not lost; please try again.',
  },
  receipt: {
    title: 'You have signed', file: 'Document', number: 'Agreement', amount: 'Amount', pages: (title, n) => `${title}, ${n} pages`, fingerprint: 'Fingerprint', timestamp: 'Timestamp', promise: 'Promise of record', promiseOk: 'checked on this device', promiseBad: 'does not check; please contact the lender', beijing: '',
    notYet: ['', 'Not in force yet', ': '], waiting: (signers, sealed) => `waiting for ${signers.length > 0 ? `${signers.join(' and ')} to sign` : ''}${signers.length > 0 && sealed ? ', then for ' : ''}${sealed ? 'the lender’s seal' : ''}. You get a text message then.`, effective: 'The agreement is in force.', download: 'Download the signed agreement', downloadOne: 'Download', documents: (n) => `${n} documents`, ofPages: (n) => `${n} ${n === 1 ? 'page' : 'pages'}`, receipt: 'Download the receipt', receiptFile: 'receipt',
  },
  locked: {
    title: (minutes) => `Let us pause, try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`, code: 'The code was wrong 5 times. To protect you this agreement is locked for a while.', identity: 'Name and number did not match and the tries are used up. To protect you this agreement is locked for a while.', when: 'You can try again at',
    kept: (pages, clauses) => (pages > 0 ? `The ${pages} pages you read and the ${clauses} clauses you saw are kept, ` : 'What you have done is kept, '), notAgain: 'no need to start over.', call: (phone) => `Call ${phone}`, notMe: 'If that was not you, please call at once.', retry: 'Time is up, continue',
  },
  resume: {
    title: (name) => `Welcome back, ${name}`, at: (where) => ['You were at ', where, '; just go on from there.'], page: (n) => `page ${n}`, inDocument: (title, n) => `page ${n} of “${title}”`, pages: (from, to, clauses) => `${from === to ? `Page ${from}` : `Pages ${from}–${to}`}${clauses > 0 ? `, ${clauses} key ${clauses === 1 ? 'clause' : 'clauses'}` : ''}`,
    done: 'done', read: 'read', left: 'to do', minutes: (n) => `about ${n} min`, same: 'The document has not changed: same fingerprint as last time', registered: 'The document is the registered one; its fingerprint is', until: (day) => `This link works until ${day}.`, go: 'Go on', goPage: (n) => `Go on from page ${n}`, again: 'Read it again from the start', and: ', ',
    names: { identity: 'Identity', consents: 'consents', 'cost-table': 'costs', reading: 'reading', willingness: 'the code', signing: 'signing' },
  },
  refused: {
    title: 'The document does not match, signing stopped', nothing: 'You have signed nothing. ', file: 'What arrived is not the document the lender registered. We do not let you sign it.', other: 'What arrived is not what it has to be. We do not let you sign it.', registered: 'Registered fingerprint', received: 'Received fingerprint', cause: 'The network may be at fault, or somebody changed it.', tell: (lender) => `Please call and tell ${lender}.`, again: 'Download again', call: (phone) => `Call ${phone}`, code: 'Code',
  },
  declining: { title: 'It is fine not to sign', text: 'Without signing there is no loan; you can apply again later.', why: 'Would you tell us why? (optional)', reasons: { 'terms-differ': 'The costs are not what I was told', 'not-understood': 'I did not understand a clause', 'not-needed': 'I do not need the loan now', other: 'Something else' }, ask: 'Questions first? Call the lender', back: 'Go back', go: 'Do not sign' },
}
