// The forms of a page into which somebody types, filled in and sent as a person would.

const KINDS = ["text", "textarea", "tel", "number", "date", "time", "datetime-local", "month", "email", "url"]
const dayAfter = value => {
  const day = value ? new Date(`${value}T00:00Z`) : new Date()
  return new Date(day.getTime() + 24 * 3600 * 1000).toISOString().slice(0, 10)
}
const within = (field, value) => (field.max && value > Number(field.max) ? Number(field.max) - 1 : value)

function another(field, number) {
  const room = field.maxLength > 0 ? field.maxLength : 999
  const { type, value } = field
  if (type === "number") return String(within(field, Number(value || field.min || 0) + 1))
  if (type === "date") return dayAfter(value || field.min)
  if (type === "time") return value === "09:00" ? "10:00" : "09:00"
  if (type === "month") return value || dayAfter("").slice(0, 7)
  if (type === "datetime-local") return `${dayAfter(value.slice(0, 10))}T09:00`
  if (type === "email") return `xu${number}@example.org`
  if (type === "url") return `https://example.org/${number}`
  if (type === "tel" || field.name.includes("phone")) return `138123412${10 + number}`.slice(0, room)
  return value && value.length + 1 <= room ? `${value}补` : `焊缝变形量过${number}次`.slice(0, room)
}

const typed = form => [...form.elements].filter(field => field.name && KINDS.includes(field.type) && !field.readOnly)
// As drafts.js: what is secret, or of use for a minute, is not kept.
const isSecret = form => [...form.elements].some(
  field => field.type === "password" || field.autocomplete === "one-time-code")
const pictures = form => [...form.elements].filter(field => field.type === "file" && field.accept.startsWith("image/"))
const told = field => ["input", "change"].forEach(name => field.dispatchEvent(new Event(name, { bubbles: true })))

function choose(form) {
  for (const field of form.elements) {
    if (field.tagName === "SELECT" && !field.value && field.options.length > 1) {
      field.value = [...field.options].find(option => option.value && !option.disabled)?.value ?? ""
      told(field)
    }
    if (field.type === "checkbox" && field.required && !field.checked) field.click()
    // The bar of a list acts on ticked rows only.
    if (field.name === "tick" && ![...form.elements].some(other => other.name === "tick" && other.checked)) field.click()
    if (field.type === "radio" && ![...form.elements].some(other => other.name === field.name && other.checked)) field.click()
  }
}

const all = () => [...document.forms].filter(form => form.method === "post" && !form.hasAttribute("hx-post") && typed(form).length)

window.weak = {
  forms: () => all().map(form => ({
    action: form.getAttribute("action") || location.pathname,
    names: [...new Set(typed(form).map(field => field.name.replace(/\d+/g, "N")))].sort(),
    isSecret: isSecret(form),
    isKept: "kept" in form.dataset,
  })),
  fill: number => {
    const form = all()[number]
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true
    choose(form)
    typed(form).forEach((field, n) => { field.value = another(field, n); told(field) })
  },
  words: number => typed(all()[number]).map(field => [field.name, field.value]),
  // As people see it: fields that a script hides because another answer was chosen count, too.
  says: words => [...document.querySelectorAll("textarea, input")].map(field => field.value).concat(document.body.innerText)
    .some(text => text.includes(words.trim())),
  pictures: number => {
    const field = pictures(all()[number])[0]
    if (field) field.dataset.weak = "picture"
    return Boolean(field)
  },
  shown: number => {
    const field = pictures(all()[number])[0]
    return all()[number].querySelectorAll(".phs span img").length + (field?.files.length ?? 0)
  },
  press: number => {
    const next = document.getElementById("next")
    for (let screen = 0; next && all()[number].contains(next) && next.offsetParent && screen < 9; screen++) next.click()
    const buttons = [...all()[number].elements].filter(field => field.type === "submit" && !field.formNoValidate)
    const button = buttons.find(one => one.classList.contains("btn-primary")) || buttons[0]
    button?.click()
  },
  plainly: number => {
    localStorage.clear()
    HTMLFormElement.prototype.submit.call(all()[number])
  },
  drafts: () => Object.keys(localStorage).filter(key => key.startsWith("draft:")),
}
