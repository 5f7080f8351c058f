import './index.js'

// The page was saved once and is opened by anybody: it speaks the reader's language, not the saver's.
const language = /^zh/i.test(navigator.language) ? 'zh-CN' : 'en'
document.documentElement.lang = language
const trust = document.getElementById('trust')?.textContent.trim() ?? ''
for (const verifier of document.querySelectorAll('loan-contract-verifier')) {
  verifier.lang = language
  // Roots that came with the page, PEM; a reader may bring others.
  if (trust !== '') verifier.trustAnchors = [new TextEncoder().encode(trust)]
}
