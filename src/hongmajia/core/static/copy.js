// Copies the text of the page at one press; without a clipboard the text is marked instead.

const button = document.querySelector("[data-copy]")
const text = document.querySelector("[data-copied-text]")

button.hidden = !navigator.clipboard
button.addEventListener("click", async () => {
  const words = button.querySelector("span")
  await navigator.clipboard.writeText(text.value)
  words.textContent = words.dataset.copied
})
text.addEventListener("focus", () => text.select())
