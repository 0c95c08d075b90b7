// The thread: messages go into an outbox first, so that none is lost on a weak network.
// Without this script the form is submitted as usual.

import { shrunk } from "../photos.js"
import { board } from "./board.js"
import { outbox } from "./outbox.js"

const form = document.getElementById("say")
const picked = document.getElementById("picked")
const shelf = document.getElementById("outbox")
const talk = document.querySelector(".talk")
const { text, enclosed } = form.elements

function element(name, className, words) {
  const made = document.createElement(name)
  made.className = className
  made.textContent = words
  return made
}

function said(message) {
  if (message.state === "refused") return message.words
  if (message.state === "signedOut") return form.dataset.signedOut
  return message.state === "sending" ? form.dataset.sending : form.dataset.waits
}

function waitingItem(message) {
  const item = element("li", "own waits", "")
  item.append(element("p", "", message.text))
  if (message.files) item.append(element("p", "sm dim", form.dataset.files.replace("{n}", message.files)))
  item.append(element("p", message.state === "refused" ? "err" : "xs dim", said(message)))
  if (message.state === "sending") return item
  const button = element("button", "btn-link xs", form.dataset.drop)
  button.addEventListener("click", () => box.drop(message.id))
  item.append(button)
  return item
}

// Polls for new messages; a call during a request causes one more request after it.
let lookAgain = false
function look() {
  const newer = talk.querySelector(".newer")
  if (!newer) return
  lookAgain = newer.classList.contains("htmx-request")
  if (!lookAgain) window.htmx.trigger(newer, "look")
}

const box = outbox(form, {
  changed: waiting => shelf.replaceChildren(...waiting.map(waitingItem)),
  arrived: look,
})

// ---- writing ----

function countFiles() {
  const n = enclosed.files.length
  picked.textContent = n ? picked.dataset.some.replace("{n}", n) : picked.dataset.none
}

form.addEventListener("submit", async event => {
  event.preventDefault()
  const words = text.value.trim()
  const chosen = [...enclosed.files]
  if (!words && !chosen.length) return text.focus()
  form.reset()
  countFiles()
  const isPicture = file => file.type.startsWith("image/")
  await box.put(words, await Promise.all(chosen.map(file => (isPicture(file) ? shrunk(file) : file))))
  shelf.scrollIntoView({ block: "end" })
})
enclosed.addEventListener("change", countFiles)

// ---- drawing on a picture ----

const draw = board(document.getElementById("board"), (picture, of) => box.put("", [picture], { drawn_on: of }))

function offerDrawing() {
  talk.querySelectorAll("button.draw[hidden]").forEach(button => {
    button.hidden = false
    button.addEventListener("click", () => draw(button.closest("figure").querySelector("img"), button.dataset.picture))
  })
}
offerDrawing()

// ---- polling ----

talk.addEventListener("htmx:afterSettle", () => {
  document.getElementById("silence")?.remove()
  offerDrawing()
  if (lookAgain) look()
})
talk.addEventListener("htmx:afterRequest", event => { if (lookAgain && event.detail.xhr.status === 204) look() })
// A page in the background does not poll, so that nothing is marked as read.
talk.addEventListener("htmx:beforeRequest", event => { if (document.hidden) event.preventDefault() })
document.addEventListener("visibilitychange", () => { if (!document.hidden) look() })
