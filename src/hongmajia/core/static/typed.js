// One form: what is typed is kept on this device until the server has answered. Without a network
// the form is sent as soon as there is one; the server knows what it has received before
// (core/sent_forms.py).
//
// Scripts of a page may listen to `draft:kept` (whether it could be kept) and `draft:rows` (how many
// rows to show before what was typed into them is restored).

import { chosenAgain } from "./chosen.js"
import { forget, loadFiles, saveFiles, stored } from "./device.js"
import { changedWords, restoreWords, rowsOf } from "./fields.js"
import { lead, post, showInstead, showRefusal } from "./sending.js"

const AGAIN = 5000
const PHOTOS = ["image/*", "image/*,application/pdf"]
const isText = ([, value]) => typeof value === "string"

export async function attach(form, own) {
  const address = new URL(form.getAttribute("action") || location.href, location.href)
  const row = form.hasAttribute("action") ? address.hash : "" // tells apart forms that go to one address
  const key = `draft:${own.account}:${address.pathname}${address.search}${row}`
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

  async function send(texts, files) {
    busy = true
    clearTimeout(timer)
    say(own.sending, true)
    const data = new FormData()
    for (const [name, value] of [...texts, ...files]) data.append(name, value)
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    const answer = await post(address.href, data, done => say(own.uploading.replace("{n}", `${done}%`), true))
    busy = false
    if (answer.status === 0 || answer.status >= 502) return wait(texts, files)
    taken(answer)
  }

  async function taken(answer) {
    const isElsewhere = new URL(answer.responseURL).pathname !== address.pathname
    if (isElsewhere) return lead(answer.responseURL) // to sign in; what was typed is there afterwards
    if (answer.status > 204) return refused(answer)
    await forget(key)
    if (answer.status === 204) lead(answer.getResponseHeader("X-Lead-To"))
    else showInstead(answer.responseText)
  }

  // Never sent once more: it may have been carried out, and it counts as another try.
  function refused(answer) {
    draft.save({ ...draft.load(), sent: undefined })
    sayLine()
    showRefusal(form, address.href, answer)
  }

  async function wait(texts, files) {
    await saveFiles(`${key} sent`, files)
    draft.save({ ...draft.load(), sent: { texts } })
    sayLine()
    timer = setTimeout(sendAgain, AGAIN)
  }

  async function sendAgain() {
    const { sent } = draft.load()
    if (busy || !sent || !navigator.onLine) return
    busy = true
    send(sent.texts, (await loadFiles(`${key} sent`)) || [])
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
    const texts = all.filter(isText)
    if (navigator.onLine) send(texts, files)
    else wait(texts, files)
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

  // Somebody may type before this script has come, and while it waits for the photographs below.
  const early = changedWords(form, {})
  const { words = {}, rows = {} } = draft.load()
  tell("draft:rows", rows)
  const isRestored = restoreWords(form, { ...words, ...early })
  const differs = () => JSON.stringify(changedWords(form, words))
  const restored = differs()
  const pictures = [...form.elements].filter(field => PHOTOS.includes(field.accept))
  if (pictures.length) {
    const { photographs } = await import("./photos.js")
    photos = await Promise.all(pictures.map(input => photographs(input, `${key} ${input.name}`, own)))
  }
  const others = [...form.elements].filter(field => field.type === "file" && !PHOTOS.includes(field.accept))
  const found = await Promise.all(others.map(input => chosenAgain(input, `${key} ${input.name}`)))
  if (isRestored || photos.some(photo => photo.restored) || found.includes(true)) offerToDiscard()
  form.addEventListener("input", keep)
  form.addEventListener("change", keep)
  form.dataset.kept = key
  if ((Object.keys(early).length || differs() !== restored) && !draft.load().sent) keep()
  sayLine()
  sendAgain()
}
