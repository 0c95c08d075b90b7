// Messages not delivered yet: text in localStorage, files in IndexedDB, until the
// server answers. Each message has a client id, by which the server stores it only once.

import { clearFiles, loadFiles, saveFiles, stored } from "../device.js"

const AGAIN = 5000

// Browsers offer crypto.randomUUID only on https pages, but test installations may use http.
function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

export function outbox(form, { changed, arrived }) {
  const box = stored(`outbox-${form.dataset.outbox}`)
  let waiting = box.load().messages || []
  let busy = false
  let timer = 0

  function keep() {
    box.save({ messages: waiting })
    changed(waiting)
  }

  async function put(text, files, more = {}) {
    const message = { id: newName(), text, files: files.length, state: "waits", ...more }
    if (files.length) await saveFiles(message.id, files)
    waiting = [...waiting, message]
    keep()
    flush()
  }

  function drop(id) {
    waiting = waiting.filter(message => message.id !== id)
    clearFiles(id)
    keep()
  }

  function note(message, state, words = "") {
    Object.assign(message, { state, words })
    keep()
  }

  async function post(message) {
    const data = new FormData()
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    data.append("client_id", message.id)
    data.append("text", message.text)
    if (message.drawn_on) data.append("drawn_on", message.drawn_on)
    for (const file of (message.files && await loadFiles(message.id)) || []) data.append("enclosed", file)
    const headers = { Accept: "application/json" }
    return fetch(form.action, { method: "POST", body: data, redirect: "manual", headers })
  }

  // Returns whether to go on to the next message.
  async function send(message) {
    note(message, "sending")
    try {
      const answer = await post(message)
      if (answer.status === 201) { drop(message.id); arrived(); return true }
      if (answer.status === 422) { note(message, "refused", (await answer.json()).errors.join(" ")); return true }
      note(message, answer.type === "opaqueredirect" || answer.status === 403 ? "signedOut" : "waits")
    } catch {
      note(message, "waits")
    }
    return false
  }

  async function flush() {
    if (busy) return
    busy = true
    clearTimeout(timer)
    for (const message of waiting.filter(message => message.state !== "refused")) {
      if (!await send(message)) break
    }
    busy = false
    if (waiting.some(message => message.state !== "refused")) timer = setTimeout(flush, AGAIN)
  }

  waiting.forEach(message => { if (message.state !== "refused") message.state = "waits" })
  changed(waiting)
  flush()
  window.addEventListener("online", flush)
  return { put, drop }
}
