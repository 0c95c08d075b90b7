// Putting a proposal into its field by one press; what stands there already stays before it.
const asked = document.getElementById("propose")
if (asked) asked.hidden = false

document.addEventListener("click", event => {
  const button = event.target.closest("[data-put]")
  const field = button?.closest("form")?.elements[button.dataset.field]
  if (!field) return
  const longest = field.maxLength > 0 ? field.maxLength : Infinity
  const joined = [field.value.trim(), button.dataset.put].filter(Boolean).join("，")
  field.value = joined.slice(0, longest)
  field.dispatchEvent(new Event("input", { bubbles: true }))
  button.disabled = true
})
