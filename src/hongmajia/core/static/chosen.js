// Files that are not shown as photographs: kept as they were chosen, and chosen again.

import { loadFiles, saveFiles } from "./device.js"

// Returns whether some were kept before.
export async function chosenAgain(input, name) {
  input.addEventListener("change", () => saveFiles(name, [...input.files]))
  const files = (await loadFiles(name)) || []
  if (!files.length || input.files.length) return false
  const chosen = new DataTransfer()
  files.forEach(file => chosen.items.add(file))
  input.files = chosen.files
  input.dispatchEvent(new Event("change", { bubbles: true })) // scripts of the page say how many there are
  return true
}
