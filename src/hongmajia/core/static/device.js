// What is kept on this device: words in localStorage, photographs and files in IndexedDB.

export function stored(key) {
  return {
    load() {
      try { return JSON.parse(localStorage.getItem(key)) || {} } catch { return {} }
    },
    save(value) {
      try { localStorage.setItem(key, JSON.stringify(value)); return true } catch { return false }
    },
    clear() {
      try { localStorage.removeItem(key) } catch { /* a browser that keeps nothing */ }
    },
  }
}

const STORE = "photos"

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("hongmajia", 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function run(mode, act) {
  const base = await open()
  return new Promise((resolve, reject) => {
    const request = act(base.transaction(STORE, mode).objectStore(STORE))
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

// A browser that forbids storage still sends the files; it only cannot keep them.
export const loadFiles = name => run("readonly", store => store.get(name)).catch(() => [])
export const saveFiles = (name, files) => run("readwrite", store => store.put(files, name)).catch(() => {})

// Deletes what is stored under this name, and under all names that begin with it and a space.
export function clearFiles(name) {
  run("readwrite", store => store.delete(name)).catch(() => {})
  return run("readwrite", store => store.delete(IDBKeyRange.bound(`${name} `, `${name} \uffff`))).catch(() => {})
}

export function forget(key) {
  stored(key).clear()
  return clearFiles(key)
}
