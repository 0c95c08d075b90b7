// One question a screen. Without this script the same form is one long page, and works.

import { wordsDraft } from "./draft.js"
import { goalHelper } from "./goal.js"
import { photographs } from "./photos.js"

const form = document.getElementById("ask")
const byId = id => document.getElementById(id)
const screens = [...form.querySelectorAll("fieldset.q")]
const draft = wordsDraft(form.dataset.draft)
const PHONE = 11
let at = 0

function say(pattern, words) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => words[name])
}

// ---- screens ----

function show(number) {
  at = Math.max(0, Math.min(number, screens.length - 1))
  const last = at === screens.length - 1
  screens.forEach((screen, n) => { screen.hidden = n !== at })
  document.querySelectorAll(".five i").forEach((bar, n) => bar.classList.toggle("on", n <= at))
  byId("place").textContent = say(form.dataset.place, { n: at + 1, all: screens.length })
  byId("close").hidden = at > 0
  byId("back").hidden = at === 0
  byId("skip").hidden = !("optional" in screens[at].dataset)
  byId("next").hidden = last
  nameNext()
  byId("send").hidden = byId("promise").hidden = !last
  window.scrollTo(0, 0)
}

function nameNext() {
  const found = at === 0 && byId("likes").childElementCount > 0
  byId("next").textContent = found ? form.dataset.differs : form.dataset.next
}

function go(number) {
  history.pushState({ screen: number }, "")
  show(number)
}

function complain(field, words) {
  const box = field.closest(".field")
  box.querySelectorAll(".err").forEach(old => old.remove())
  box.classList.toggle("bad", Boolean(words))
  field.toggleAttribute("aria-invalid", Boolean(words))
  if (!words) return
  const line = document.createElement("p")
  line.className = "err"
  line.setAttribute("role", "alert")
  line.textContent = words
  box.append(line)
  field.focus()
}

function phoneIsShort() {
  const phone = form.elements.contact_phone
  const missing = PHONE - phone.value.replace(/[\s-]/g, "").length
  const short = missing > 0 && missing < PHONE
  complain(phone, short ? say(form.dataset.short, { n: missing }) : "")
  return short
}

byId("next").addEventListener("click", () => go(at + 1))
byId("skip").addEventListener("click", () => go(at + 1))
byId("back").addEventListener("click", () => history.back())
byId("likes").addEventListener("htmx:afterSwap", nameNext)
window.addEventListener("popstate", event => show(event.state?.screen ?? 0))

// ---- the draft ----

const kept = [...form.elements].filter(field => field.name && !["hidden", "file", "submit"].includes(field.type))

function words() {
  const chosen = kept.filter(field => field.type !== "radio" || field.checked)
  return Object.fromEntries(chosen.map(field => [field.name, field.value]))
}

function restore(saved) {
  kept.filter(field => field.name in saved).forEach(field => {
    if (field.type === "radio") field.checked = field.value === saved[field.name]
    else field.value = saved[field.name]
  })
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }))
}

function keep() {
  const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" })
  const saved = draft.save(words())
  byId("kept").querySelector("span").textContent = say(form.dataset.kept, { time })
  byId("kept").hidden = !saved || !navigator.onLine
  byId("offline").hidden = !saved || navigator.onLine
}

form.addEventListener("input", keep)
window.addEventListener("offline", keep)
window.addEventListener("online", keep)

// ---- sending ----

form.addEventListener("submit", event => {
  keep()
  if (!navigator.onLine || phoneIsShort()) return event.preventDefault()
  byId("send").textContent = form.dataset.sending
  setTimeout(() => { byId("send").disabled = true })
})
window.addEventListener("pageshow", event => { if (event.persisted) location.reload() })

const saved = draft.load()
if (!("bound" in form.dataset) && saved.text) restore(saved)
goalHelper(byId("goal"), form.elements.goal)
photographs(byId("photos"), byId("photos-error"), form.dataset.draft)
byId("progress").hidden = byId("keep").hidden = false
const wrong = screens.findIndex(screen => screen.querySelector(".bad, .err:not([hidden])"))
history.replaceState({ screen: Math.max(wrong, 0) }, "")
show(wrong)
