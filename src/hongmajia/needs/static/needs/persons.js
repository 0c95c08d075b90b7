// Taking a telephone number, a name or a firm out of a text by one press, where the page shows them.
document.addEventListener("click", event => {
  const button = event.target.closest("[data-take-off]")
  const field = button?.closest("form")?.elements[button.dataset.field]
  if (!field) return
  field.value = field.value.split(button.dataset.takeOff).join("")
  field.dispatchEvent(new Event("input", { bubbles: true }))
})
