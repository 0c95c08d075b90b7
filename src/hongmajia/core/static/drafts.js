// Nothing typed is lost: what is typed into any form is kept on this device (typed.js). This script
// is on every page; it deletes what must not be kept any longer. See docs/adr/0046.

const own = document.querySelector("script[data-drafts]").dataset
const PHOTOS = ["image/*", "image/*,application/pdf"]
const KEPT = 30 * 24 * 3600 * 1000
const TYPED = ["text", "textarea", "tel", "number", "date", "time", "datetime-local", "month", "email", "url"]

const read = key => { try { return JSON.parse(localStorage.getItem(key)) || {} } catch { return {} } }
const written = key => read(key).at || 0
const isWaiting = key => Boolean(read(key).sent)
const keys = () => { try { return Object.keys(localStorage) } catch { return [] } }

// What a caller said goes when the call has ended: no later than the server forgets the caller
// (portal/callers.py), and once the desk shows that somebody has hung up or another call has begun.
// What waits for the network stays until it is sent.
const CALL = 30 * 60 * 1000
const desk = document.querySelector("[data-call]")
function isOfEndedCall(key) {
  const [address] = key.split(":").slice(2).join(":").split("#")
  if (!address.startsWith("/hotline/") || isWaiting(key)) return false
  if (!(written(key) > Date.now() - CALL)) return true
  const [, call] = address.split("?call=")
  return desk !== null && (!desk.dataset.call || (call !== undefined && call !== desk.dataset.call))
}

// What somebody typed goes when they sign out or somebody else signs in, the rest after a month.
function isOver(key) {
  const account = key.split(":")[1]
  return (account && account !== own.keeper) || !(written(key) > Date.now() - KEPT) || isOfEndedCall(key)
}

// Forms with a password or a one-time code are not kept, nor what is searched for, and those of htmx
// stay on their page.
function isKept(form) {
  if (form.role === "search") return false
  const fields = [...form.elements]
  const isSent = form.method === "post" && form.elements.form_key && !form.hasAttribute("hx-post")
  const isSecret = fields.some(field => field.type === "password" || field.autocomplete === "one-time-code")
  return isSent && !isSecret && fields.some(field => TYPED.includes(field.type) || PHOTOS.includes(field.accept))
}

const over = keys().filter(key => key.startsWith("draft:") && isOver(key))
const forms = [...document.forms].filter(isKept)
if (over.length) import("./device.js").then(device => over.forEach(device.forget))
if (forms.length) import("./typed.js").then(typed => forms.forEach(form => typed.attach(form, own)))
