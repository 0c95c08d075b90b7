// Fills what was typed before the session ended into the form of this page that has its fields.

import { restoreWords, typedFields } from "./fields.js"

const kept = document.getElementById("kept")
const typed = JSON.parse(document.getElementById("kept-fields").textContent)

const fieldsOf = form => typedFields(form).filter(field => field.name in typed)
const addressOf = form => new URL(form.getAttribute("action") || location.href, location.href).pathname
const isOfForm = field => field.type === "hidden" && typed[field.name]?.includes(field.value)

// The form that was sent there, of several for different rows that of the same row.
const fits = form => [
  addressOf(form) === kept.dataset.sentTo,
  [...form.elements].filter(isOfForm).length,
  fieldsOf(form).length,
]
const fitsBetter = (a, b) => fits(b).map((fit, n) => fit - fits(a)[n]).find(Boolean) || 0
const form = [...document.forms].filter(form => form.method === "post").sort(fitsBetter)[0]
const fields = form ? fieldsOf(form) : []

if (fields.length) {
  const isUnticked = field => field.type === "checkbox" && !(field.name in typed)
  const unticked = typedFields(form).filter(isUnticked).map(field => [field.name, []])
  restoreWords(form, { ...typed, ...Object.fromEntries(unticked) })
}

const written = Object.entries(typed).filter(([, values]) => values.some(value => value.trim()))
const visible = written.filter(([name]) => !form?.elements[name] || form.elements[name].type !== "hidden")
if (fields.length && visible.every(([name]) => fields.some(field => field.name === name))) {
  const words = kept.querySelector("[data-filled]")
  words.textContent = words.dataset.filled
  kept.querySelector("ul").remove()
}
