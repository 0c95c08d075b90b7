// The button of a security key, beside a form with the hidden field `credential`. allauth's scripts
// talk to the key and send the form. Where the browser knows no keys, the button stays hidden.

const button = document.querySelector("[data-key]")
const said = document.getElementById("key-said")

document.addEventListener("allauth.error", event => {
  event.preventDefault()
  said.hidden = false
})

if (button && window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-with-keys]")) part.hidden = false
  const ids = { data: "key-options", credential: "id_credential", add: button.id, authenticate: button.id }
  const { addForm, authenticateForm } = window.allauth.webauthn.forms
  const attach = button.dataset.key === "add" ? addForm : authenticateForm
  attach({ ids })
  const form = document.getElementById(ids.credential).form
  form.submit = form.requestSubmit // so that other scripts hear of it (typed.js)
} else if (button) {
  for (const part of document.querySelectorAll("[data-without-keys]")) part.hidden = false
}
