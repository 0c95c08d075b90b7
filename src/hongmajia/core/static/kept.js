// Fills what was typed before the session ended into the form of this page that has its fields.

const kept = document.getElementById("kept")
const typed = JSON.parse(document.getElementById("kept-fields").textContent)
const notFilled = ["hidden", "file", "password", "submit", "button"]

const fieldsOf = form => [...form.elements].filter(field => field.name in typed && !notFilled.includes(field.type))
const forms = [...document.forms].filter(form => form.method === "post")
const form = forms.sort((a, b) => fieldsOf(b).length - fieldsOf(a).length)[0]
const fields = form ? fieldsOf(form) : []

function fill(field, values, number) {
  if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value)
  else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value)
  else field.value = values[Math.min(number, values.length - 1)]
}

function unfold(field) {
  for (let folded = field.closest("details"); folded; folded = folded.parentElement.closest("details")) {
    folded.open = true
  }
}

const seen = {}
for (const field of fields) {
  seen[field.name] = (seen[field.name] ?? -1) + 1
  fill(field, typed[field.name], seen[field.name])
  unfold(field)
}
if (fields.length) {
  const unticked = field => field.type === "checkbox" && !(field.name in typed)
  for (const field of [...form.elements].filter(unticked)) field.checked = false
}

const written = Object.entries(typed).filter(([, values]) => values.some(value => value.trim()))
const visible = written.filter(([name]) => !form?.elements[name] || form.elements[name].type !== "hidden")
if (fields.length && visible.every(([name]) => fields.some(field => field.name === name))) {
  const words = kept.querySelector("[data-filled]")
  words.textContent = words.dataset.filled
  kept.querySelector("ul").remove()
}
if (fields.length) form.dispatchEvent(new Event("input", { bubbles: true }))
