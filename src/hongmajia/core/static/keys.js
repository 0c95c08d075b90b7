// Keys for people who sit at a desk all day: / searches, j and k go from row to row, ? shows the keys.
// Whoever speaks to the computer, or strikes keys by mistake, turns them off (WCAG 2.1.4).

import { stored } from "./device.js"

const ROWS = "main :is(.w, .it, .rows > *, .case-rows > *, .off, tbody > tr) a[href]"
const find = document.getElementById("find")
const help = document.getElementById("keys")
const opener = document.getElementById("keys-open")
const wanted = document.getElementById("keys-on")
const choice = stored("keys")

// The first link of each row; rows inside of rows count once.
function links() {
  const rows = new Map()
  for (const link of document.querySelectorAll(ROWS)) {
    const row = link.closest(".w, .it, .rows > *, .case-rows > *, .off, tbody > tr")
    if (!rows.has(row) && link.offsetParent) rows.set(row, link)
  }
  return [...rows.values()]
}

function step(by) {
  const all = links()
  const now = all.findIndex(link => link === document.activeElement)
  const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by
  all[next]?.focus()
  all[next]?.scrollIntoView({ block: "nearest" })
}

function openSearch() {
  if (find) find.open = true
}

const acts = { "/": openSearch, j: () => step(1), k: () => step(-1), "?": () => help?.showModal() }

function isTyping(target) {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)
}

document.addEventListener("keydown", event => {
  if (event.key === "Escape" && find) find.open = false
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return
  const act = acts[event.key]
  if (!act || choice.load().off) return
  event.preventDefault()
  act()
})

find?.addEventListener("toggle", () => find.open && find.querySelector("input[type=search]").focus())

if (help) {
  wanted.checked = !choice.load().off
  wanted.addEventListener("change", () => choice.save({ off: !wanted.checked }))
  if (opener) opener.hidden = false
  opener?.addEventListener("click", () => help.showModal())
}
