// It has arrived: its code is kept on this device.

import { forget, remember } from "./mine.js"

const asked = document.querySelector("[data-code]")
const { code, title, day, share } = asked.dataset
const address = new URL(share, location.href).href
const remembered = document.getElementById("remembered")

remembered.hidden = !remember({ code, title, day })
remembered.querySelector("[data-forget]").addEventListener("click", () => {
  forget(code)
  remembered.hidden = true
})

const copy = asked.querySelector("[data-copy]")
copy.hidden = !navigator.clipboard
copy.addEventListener("click", async () => {
  const words = copy.querySelector("span")
  await navigator.clipboard.writeText(`${title} ${code} ${address}`)
  words.textContent = words.dataset.copied
})

const send = asked.querySelector("[data-send]")
send.hidden = !navigator.share
send.addEventListener("click", () => navigator.share({ title, text: code, url: address }).catch(() => {}))
