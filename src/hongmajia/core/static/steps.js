// Forms that are filled in on a phone: Enter goes on and never sends, and what a question needs is
// asked for before the next one.

const isShown = field => field.checkVisibility ? field.checkVisibility() : field.offsetParent !== null
const isAsked = field => !["hidden", "submit", "button", "file"].includes(field.type) && isShown(field)

// Says `words` under the field, or takes back what was said there.
export function complain(field, words) {
  const box = field.closest(".field, fieldset") || field.parentElement
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

// Whether what the screen asks for is there; if not, it is said at the first field.
export function isAnswered(screen, words) {
  const asked = [...screen.querySelectorAll("input, select, textarea")].filter(field => field.willValidate)
  const wrong = asked.find(field => !field.validity.valid)
  const mended = field => field.validity.valid && field.hasAttribute("aria-invalid")
  asked.filter(mended).forEach(field => complain(field, ""))
  if (wrong) complain(wrong, wrong.validity.valueMissing ? words.missing : words.odd)
  return !wrong
}

// Enter goes to the next field, after the last one to the next screen or the button that sends.
export function enterGoesOn(form, next) {
  form.addEventListener("keydown", event => {
    const isTyping = event.target.matches("input:not([type=submit], [type=button], [type=file])")
    if (event.key !== "Enter" || event.isComposing || !isTyping) return
    event.preventDefault()
    const fields = [...form.elements].filter(isAsked)
    const following = fields[fields.indexOf(event.target) + 1]
    if (following) return following.focus()
    if (next && isShown(next)) next.click()
    else form.querySelector(".ask-b .btn-primary:not([type=button])").focus()
  })
}
