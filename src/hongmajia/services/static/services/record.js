// Splits the form into two screens on phones and stores a draft on the device. Without this script
// the form is a single page.

import { clearPhotos, wordsDraft } from "../needs/draft.js"
import { photographs } from "../needs/photos.js"

const form = document.getElementById("record")
const byId = id => document.getElementById(id)
const screens = [...form.querySelectorAll("[data-screen]")]
const name = form.dataset.draft
const draft = wordsDraft(name)

// ---- screens ----

function show(number) {
  screens.forEach((screen, n) => { screen.hidden = n !== number })
  byId("leave").hidden = number > 0
  byId("back").hidden = number === 0
  byId("next").hidden = number === screens.length - 1
  byId("send").hidden = number < screens.length - 1
  window.scrollTo(0, 0)
}

byId("next").addEventListener("click", () => { history.pushState({ screen: 1 }, ""); show(1) })
byId("back").addEventListener("click", () => history.back())
window.addEventListener("popstate", event => show(event.state?.screen ?? 0))

// ---- buttons that count up and down ----

function stepper(box) {
  const input = box.querySelector("input")
  const button = (sign, step) => {
    const made = document.createElement("button")
    made.type = "button"
    made.className = "btn"
    made.textContent = sign
    made.setAttribute("aria-label", `${sign}1`)
    made.addEventListener("click", () => {
      input.value = Math.max(0, (Number(input.value) || 0) + step)
      form.dispatchEvent(new Event("input"))
    })
    return made
  }
  input.before(button("−", -1))
  input.after(button("+", 1))
}

form.querySelectorAll("[data-count]").forEach(stepper)

// ---- one more suggestion, one more training ----

function rows(box) {
  const total = form.elements[`${box.dataset.rows}-TOTAL_FORMS`]
  const pattern = box.querySelector("template")
  const adder = box.querySelector("[data-add]")
  adder.hidden = false
  const add = () => {
    const number = Number(total.value)
    const holder = document.createElement("template")
    holder.innerHTML = pattern.innerHTML.replaceAll("__prefix__", number)
    pattern.before(holder.content)
    total.value = number + 1
  }
  adder.addEventListener("click", add)
  return { add, total }
}

const lists = Object.fromEntries([...form.querySelectorAll("[data-rows]")].map(box => [box.dataset.rows, rows(box)]))

// ---- the draft ----

const notKept = ["hidden", "file", "submit"]
const ownFields = () => [...form.elements].filter(field => field.name && !notKept.includes(field.type))

function words() {
  const said = {}
  for (const field of ownFields()) {
    if (["radio", "checkbox"].includes(field.type) && !field.checked) continue
    said[field.name] = [...(said[field.name] || []), field.value]
  }
  for (const [prefix, list] of Object.entries(lists)) said[`${prefix}-count`] = Number(list.total.value)
  return said
}

function restore(saved) {
  for (const [prefix, list] of Object.entries(lists)) {
    while (Number(list.total.value) < (saved[`${prefix}-count`] || 0)) list.add()
  }
  for (const field of ownFields()) {
    const values = saved[field.name] || []
    if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value)
    else if (values.length) field.value = values[0]
  }
}

function keep() {
  if (name) byId("kept").hidden = !draft.save(words())
}

form.addEventListener("input", keep)
form.addEventListener("submit", event => {
  keep()
  if (!navigator.onLine) return event.preventDefault()
  byId("send").textContent = form.dataset.sending
  setTimeout(() => { byId("send").disabled = true })
})
window.addEventListener("pageshow", event => { if (event.persisted) location.reload() })

const saved = name ? draft.load() : {}
if (!("bound" in form.dataset) && saved.done) restore(saved)
photographs(byId("photos"), byId("photos-error"), name || "correction")
if (!name) clearPhotos("correction")
const wrong = screens.findIndex(screen => screen.querySelector(".bad, .err:not([hidden])"))
history.replaceState({ screen: Math.max(wrong, 0) }, "")
show(Math.max(wrong, 0))
