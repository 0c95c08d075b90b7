// One form: what is typed is kept on this device until the server has answered. Without a network
// the form is sent as soon as there is one; the server knows what it has received before
// (core/sent_forms.py).
//
// Scripts of a page may listen to `draft:kept` (whether it could be kept) and `draft:rows` (how many
// rows to show before what was typed into them is restored).

import { forget, loadFiles, saveFiles, stored } from "./device.js"
import { changedWords, restoreWords, rowsOf } from "./fields.js"
import { lead, post, showInstead } from "./sending.js"

const AGAIN = 5000
const PHOTOS = ["image/*", "image/*,application/pdf"]
const isText = ([, value]) => typeof value === "string"

export async function attach(form, own) {
  const address = new URL(form.getAttribute("action") || location.href, location.href)
  const key = `draft:${own.account}:${address.pathname}${address.search}`
  const draft = stored(key)
  const labels = new Map()
  let shown = ""
  let busy = false
  let timer = 0
  let photos = []

  const tell = (name, detail) => form.dispatchEvent(new CustomEvent(name, { detail }))

  function keep() {
    const words = changedWords(form, draft.load().words || {})
    tell("draft:kept", draft.save({ at: Date.now(), words, rows: rowsOf(form) }))
    sayLine() // whoever writes on sends it themselves
  }

  function offerToDiscard() {
    if (document.getElementById("kept-fields")) return // the page says so itself (kept.js)
    const note = document.createElement("div")
    note.className = "says restored"
    note.setAttribute("role", "status")
    const line = document.createElement("p")
    line.textContent = `${own.restored} `
    const button = document.createElement("button")
    button.type = "button"
    button.className = "btn-link lk"
    button.textContent = own.discard
    button.addEventListener("click", () => {
      form.reset()
      note.remove()
    })
    line.append(button)
    note.append(line)
    form.prepend(note)
  }

  // ---- the buttons say what happens ----

  function say(words, disabled = false) {
    if (words === shown) return
    shown = words
    for (const button of [...form.elements].filter(field => field.type === "submit")) {
      if (!labels.has(button)) labels.set(button, [...button.childNodes])
      button.disabled = disabled
      if (words) button.textContent = words
      else button.replaceChildren(...labels.get(button))
    }
  }

  function sayLine() {
    if (!busy) say(navigator.onLine && !draft.load().sent ? "" : own.offline)
  }

  // ---- sending ----

  async function send({ texts, pressed }, files) {
    busy = true
    clearTimeout(timer)
    say(own.sending, true)
    const data = new FormData()
    for (const [name, value] of [...texts, ...files]) data.append(name, value)
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    const answer = await post(address.href, data, done => say(own.uploading.replace("{n}", `${done}%`), true))
    busy = false
    if (answer.status === 0 || answer.status >= 502) return wait({ texts, pressed }, files)
    taken(answer, pressed)
  }

  async function taken(answer, pressed) {
    const isElsewhere = new URL(answer.responseURL).pathname !== address.pathname
    if (isElsewhere) return lead(answer.responseURL) // to sign in; what was typed is there afterwards
    if (answer.status > 204) return showRefusal(pressed)
    await forget(key)
    if (answer.status === 204) lead(answer.getResponseHeader("X-Lead-To"))
    else showInstead(answer.responseText)
  }

  // The browser itself sends it, for the page with the refusal has scripts of its own.
  function showRefusal(pressed) {
    draft.save({ ...draft.load(), sent: undefined })
    if (pressed) {
      const [name, value] = pressed
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }))
    }
    HTMLFormElement.prototype.submit.call(form)
  }

  async function wait(sent, files) {
    await saveFiles(`${key} sent`, files)
    draft.save({ ...draft.load(), sent })
    sayLine()
    timer = setTimeout(sendAgain, AGAIN)
  }

  async function sendAgain() {
    const { sent } = draft.load()
    if (busy || !sent || !navigator.onLine) return
    busy = true
    send(sent, (await loadFiles(`${key} sent`)) || [])
  }

  async function submitted(event) {
    if (event.defaultPrevented) return
    event.preventDefault()
    if (busy) return
    keep()
    busy = true
    await Promise.all(photos.map(photo => photo.shrunk()))
    const pressed = event.submitter?.name && [event.submitter.name, event.submitter.value]
    const all = [...new FormData(form), ...(pressed ? [pressed] : [])]
    const files = all.filter(entry => !isText(entry) && entry[1].name)
    busy = false
    const sent = { texts: all.filter(isText), pressed }
    if (navigator.onLine) send(sent, files)
    else wait(sent, files)
  }

  form.addEventListener("submit", submitted)
  form.addEventListener("reset", () => {
    forget(key)
    setTimeout(sayLine)
  })
  window.addEventListener("online", () => {
    sayLine()
    sendAgain()
  })
  window.addEventListener("offline", sayLine)
  window.addEventListener("pageshow", event => { if (event.persisted) location.reload() })

  const { words = {}, rows = {} } = draft.load()
  tell("draft:rows", rows)
  const isRestored = restoreWords(form, words)
  const pictures = [...form.elements].filter(field => PHOTOS.includes(field.accept))
  if (pictures.length) {
    const { photographs } = await import("./photos.js")
    photos = await Promise.all(pictures.map(input => photographs(input, `${key} ${input.name}`, own)))
  }
  if (isRestored || photos.some(photo => photo.restored)) offerToDiscard()
  form.addEventListener("input", keep)
  form.addEventListener("change", keep)
  form.dataset.kept = ""
  sayLine()
  sendAgain()
}
