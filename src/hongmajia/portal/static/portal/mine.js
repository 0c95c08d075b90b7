// “我提过的”: the list of needs asked from this device, from which each can be taken off.

import { asked, forget, forgetAll } from "../needs/mine.js"

const section = document.getElementById("mine")
const list = section.querySelector("ul")
const row = section.querySelector("template").content.firstElementChild

function show() {
  const needs = asked()
  section.hidden = needs.length === 0
  list.replaceChildren(...needs.map(filled))
}

function filled({ code, title, day }) {
  const made = row.cloneNode(true)
  const link = made.querySelector("a")
  link.href = `${location.pathname}${encodeURIComponent(code)}/`
  link.textContent = title
  made.querySelector("[data-day]").textContent = `${day} ${code}`
  const button = made.querySelector("button")
  button.append(Object.assign(document.createElement("span"), { className: "sr", textContent: title }))
  button.addEventListener("click", () => { forget(code); show() })
  return made
}

section.querySelector("[data-forget-all]").addEventListener("click", () => { forgetAll(); show() })
show()
