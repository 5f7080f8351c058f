/** Whether this browser is in the middle of signing: the SDK keeps its place in IndexedDB. */
export async function hasSession() {
  const databases = await (indexedDB.databases?.() ?? [])
  if (!databases.some(({ name }) => name === 'loansign')) return false
  return new Promise((resolve) => {
    const request = indexedDB.open('loansign')
    request.onerror = () => resolve(false)
    request.onsuccess = () => {
      const names = [...request.result.objectStoreNames]
      if (!names.includes('sessions')) return resolve(false)
      const all = request.result.transaction('sessions').objectStore('sessions').getAll()
      all.onsuccess = () => {
        request.result.close()
        resolve(all.result.some(({ sessionToken }) => sessionToken !== null))
      }
    }
  })
}
