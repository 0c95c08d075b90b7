// Keys for people who sit at a desk all day: / searches, j and k go from row to row, ? shows the keys.
// Who speaks to their computer, or hits keys unawares, switches them off (WCAG 2.1.4); this device
// remembers it. A button in the foot shows the keys too.

const ROWS = "main :is(.w, .it, .rows > *, .case-rows > *, .off, tbody > tr) a[href]"
const find = document.getElementById("find")
const help = document.getElementById("keys")

const NAME = "no-keys"
const off = document.getElementById("keys-off")

if (off) {
  try { off.checked = localStorage.getItem(NAME) === "1" } catch { /* a browser that keeps nothing */ }
  off.addEventListener("change", () => {
    try { off.checked ? localStorage.setItem(NAME, "1") : localStorage.removeItem(NAME) } catch { /* until the next page */ }
  })
}
for (const button of document.querySelectorAll("[data-shows-keys]")) {
  button.hidden = false
  button.addEventListener("click", () => help?.showModal())
}

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
  if (off?.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return
  const act = acts[event.key]
  if (!act) return
  event.preventDefault()
  act()
})

find?.addEventListener("toggle", () => find.open && find.querySelector("input[type=search]").focus())
