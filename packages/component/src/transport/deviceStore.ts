/** What a device keeps of a session, so that a reload goes on: the proof key, which cannot leave the browser, and the token that is useless without it. */
export interface DeviceRecord {
  readonly proofKey: CryptoKeyPair
  readonly sessionToken: string | null
  /** SHA-256 of the documents as they were seen on this device, by document. */
  readonly seen?: Readonly<Record<string, string>>
}

const databaseName = 'loansign'
const storeName = 'sessions'

function open(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error)
  })
}

async function inStore<Result>(mode: IDBTransactionMode, use: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
  const database = await open()
  try {
    return await new Promise((done, failed) => {
      const transaction = database.transaction(storeName, mode)
      const request = use(transaction.objectStore(storeName))
      transaction.oncomplete = () => done(request.result)
      transaction.onerror = () => failed(transaction.error)
      transaction.onabort = () => failed(transaction.error)
    })
  } finally {
    database.close()
  }
}

/** By the API's address: a page may talk to more than one. */
export const deviceStore = {
  read: (server: string): Promise<DeviceRecord | undefined> => inStore('readonly', (store) => store.get(server) as IDBRequest<DeviceRecord | undefined>),
  write: async (server: string, record: DeviceRecord): Promise<void> => {
    await inStore('readwrite', (store) => store.put(record, server))
  },
  /** After the signature, declining or expiry nothing stays. */
  clear: async (server: string): Promise<void> => {
    await inStore('readwrite', (store) => store.delete(server))
  },
}
