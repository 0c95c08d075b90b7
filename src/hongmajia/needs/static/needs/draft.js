// What is being typed, kept on this device: words in localStorage, photographs in IndexedDB.

export function wordsDraft(name) {
  const key = `hongmajia-${name}`
  return {
    load() {
      try { return JSON.parse(localStorage.getItem(key)) || {} } catch { return {} }
    },
    save(words) {
      try { localStorage.setItem(key, JSON.stringify(words)); return true } catch { return false }
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

// A browser that forbids storage still sends the photographs; it only cannot keep them.
export const loadPhotos = name => run("readonly", store => store.get(name)).catch(() => [])
export const savePhotos = (name, files) => run("readwrite", store => store.put(files, name)).catch(() => {})
export const clearPhotos = name => run("readwrite", store => store.delete(name)).catch(() => {})
