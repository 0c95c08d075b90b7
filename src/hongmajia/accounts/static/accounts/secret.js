// “看一看”: shows what was typed into a password field. Without this script there is no button.

for (const button of document.querySelectorAll("button[data-shows]")) {
  const field = document.getElementById(button.dataset.shows)
  const show = isShown => {
    field.type = isShown ? "text" : "password"
    button.setAttribute("aria-pressed", isShown)
  }
  button.hidden = false
  button.addEventListener("click", () => {
    show(field.type === "password")
    field.focus()
  })
  field.form.addEventListener("submit", () => show(false)) // browsers keep what was typed as text
}
