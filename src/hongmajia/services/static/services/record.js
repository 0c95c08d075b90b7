// Splits the form into two screens on phones. Without this script the form is a single page.

import { enterGoesOn, isAnswered } from "../steps.js"

const form = document.getElementById("record")
const byId = id => document.getElementById(id)
const screens = [...form.querySelectorAll("[data-screen]")]

// ---- screens ----

function show(number) {
  screens.forEach((screen, n) => { screen.hidden = n !== number })
  byId("leave").hidden = number > 0
  byId("back").hidden = number === 0
  byId("next").hidden = number === screens.length - 1
  byId("send").hidden = number < screens.length - 1
  window.scrollTo(0, 0)
}

byId("next").addEventListener("click", () => {
  if (!isAnswered(screens[0], form.dataset)) return
  history.pushState({ screen: 1 }, "")
  show(1)
})
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
      input.dispatchEvent(new Event("input", { bubbles: true }))
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

form.addEventListener("draft:rows", ({ detail }) => {
  for (const list of Object.values(lists)) {
    while (Number(list.total.value) < Number(detail[list.total.name] || 0)) list.add()
  }
})
form.addEventListener("draft:kept", event => { byId("kept").hidden = !event.detail })

// ---- sending ----

form.addEventListener("submit", event => {
  const wrong = screens.findIndex(screen => !isAnswered(screen, form.dataset))
  if (wrong < 0) return
  event.preventDefault()
  show(wrong)
  isAnswered(screens[wrong], form.dataset) // the field is shown now and can have the focus
})
enterGoesOn(form, byId("next"))

const wrong = screens.findIndex(screen => screen.querySelector(".bad, .err:not([hidden])"))
history.replaceState({ screen: Math.max(wrong, 0) }, "")
show(Math.max(wrong, 0))
