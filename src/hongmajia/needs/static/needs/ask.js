// One question a screen. Without this script the same form is one long page, and works.

import { complain, enterGoesOn, isAnswered } from "../steps.js"
import { goalHelper } from "./goal.js"

const form = document.getElementById("ask")
const byId = id => document.getElementById(id)
const screens = [...form.querySelectorAll("fieldset.q")]
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

function phoneIsShort() {
  const phone = form.elements.contact_phone
  const missing = PHONE - phone.value.replace(/[\s-]/g, "").length
  const short = missing > 0 && missing < PHONE
  complain(phone, short ? say(form.dataset.short, { n: missing }) : "")
  return short
}

// A registered firm says itself where it is.
function placeIsMissing() {
  const { region, enterprise_name: firm } = form.elements
  const isMissing = !region.value && !firm.value.trim()
  complain(region, isMissing ? form.dataset.missing : "")
  return isMissing
}

function mayLeave(screen) {
  if (!isAnswered(screen, form.dataset)) return false
  if (screen.contains(form.elements.region) && placeIsMissing()) return false
  return !(screen.contains(form.elements.contact_phone) && phoneIsShort())
}

byId("next").addEventListener("click", () => { if (mayLeave(screens[at])) go(at + 1) })
byId("skip").addEventListener("click", () => go(at + 1))
byId("back").addEventListener("click", () => history.back())
byId("likes").addEventListener("htmx:afterSwap", nameNext)
window.addEventListener("popstate", event => show(event.state?.screen ?? 0))

// ---- the draft and sending ----

function sayKept({ detail: isKept }) {
  const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" })
  byId("kept").querySelector("span").textContent = say(form.dataset.keptHere, { time })
  byId("kept").hidden = !isKept || !navigator.onLine
  byId("offline").hidden = !isKept || navigator.onLine
}

form.addEventListener("draft:kept", sayKept)
for (const line of ["offline", "online"]) {
  window.addEventListener(line, () => {
    if (!byId("kept").hidden || !byId("offline").hidden) sayKept({ detail: true })
  })
}

form.addEventListener("submit", event => {
  const wrong = screens.findIndex(screen => !mayLeave(screen))
  if (wrong < 0) return
  event.preventDefault()
  show(wrong)
  mayLeave(screens[wrong]) // the field is shown now and can have the focus
})
enterGoesOn(form, byId("next"))

goalHelper(byId("goal"), form.elements.goal)
byId("progress").hidden = byId("keep").hidden = false
const wrong = screens.findIndex(screen => screen.querySelector(".bad, .err:not([hidden])"))
history.replaceState({ screen: Math.max(wrong, 0) }, "")
show(wrong)
