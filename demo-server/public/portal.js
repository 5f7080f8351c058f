const signer = document.querySelector('loan-contract-signer')
const form = document.querySelector('form')
const done = document.querySelector('#applied')

// First of all: a form that is sent before this runs would leave the page.
form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const answer = await fetch('/demo/applications', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(new FormData(form))) })
  form.hidden = answer.ok
  done.hidden = !answer.ok
  document.querySelector('#problem').textContent = answer.ok ? '' : (await answer.json()).code
})


// The SDK finds a link's code by itself; the form is for those who come without one.
const hasLink = location.hash.includes('c=')
document.querySelector('#apply').hidden = hasLink
signer.hidden = !hasLink
// While somebody signs, the house keeps its name and nothing else above the contract.
document.body.classList.toggle('signing', hasLink)
if (!hasLink && (await hasSession())) {
  document.querySelector('#apply').hidden = true
  signer.hidden = false
}
addEventListener('hashchange', () => {
  document.querySelector('#apply').hidden = true
  signer.hidden = false
})
signer.setAttribute('server', '/v1')
await import('/assets/element/loan-contract-signer.js')

/** Whether this browser is in the middle of signing: the SDK keeps its place in IndexedDB. */
async function hasSession() {
  const databases = await (indexedDB.databases?.() ?? [])
  if (!databases.some(({ name }) => name === 'loansign')) return false
  return new Promise((resolve) => {
    const request = indexedDB.open('loansign')
    request.onsuccess = () => {
      const names = [...request.result.objectStoreNames]
      if (!names.includes('sessions')) return resolve(false)
      const all = request.result.transaction('sessions').objectStore('sessions').getAll()
      all.onsuccess = () => {
        request.result.close()
        resolve(all.result.some(({ sessionToken }) => sessionToken !== null))
      }
    }
    request.onerror = () => resolve(false)
  })
}
