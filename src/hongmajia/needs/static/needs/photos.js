// Photographs: shrunk on this device, shown, taken off again, kept with the draft.

import { loadPhotos, savePhotos } from "./draft.js"

const MOST = 9
const SIDE = 1600
const LONG_RATIO = 4

const PDF = new Blob([`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40"
  fill="#f7f3ed"/><text x="20" y="24" font-size="11" text-anchor="middle">PDF</text></svg>`], { type: "image/svg+xml" })

// Panoramas and long screenshots go as they are: shrunk to SIDE they would be strips, and telephones
// cannot draw them whole. The server shrinks them by their short side (core/images.py).
const isLong = ({ width, height }) => Math.max(width, height) > LONG_RATIO * Math.min(width, height)

export async function shrunk(file) {
  try {
    const picture = await createImageBitmap(file)
    if (isLong(picture)) return file
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement("canvas")
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    const pen = canvas.getContext("2d")
    pen.fillStyle = "white" // what is transparent would become black in a JPEG
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise(done => canvas.toBlob(done, "image/jpeg", 0.82))
    return blob && blob.size < file.size ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file
  } catch {
    return file // a kind this browser cannot draw; the server can
  }
}

export async function photographs(box, error, draft) {
  if (!("onformdata" in window)) return // an old browser sends what was chosen, as it is
  const input = box.querySelector("input[type=file]")
  const adder = box.querySelector(".add")
  let files = (await loadPhotos(draft)) || []

  function thumb(file) {
    const cell = document.createElement("span")
    const picture = document.createElement("img")
    picture.src = URL.createObjectURL(file.type === "application/pdf" ? PDF : file)
    picture.alt = ""
    const off = document.createElement("button")
    off.type = "button"
    off.textContent = "×"
    off.setAttribute("aria-label", box.dataset.remove)
    off.addEventListener("click", () => keep(files.filter(other => other !== file)))
    cell.append(picture, off)
    return cell
  }

  function show() {
    box.querySelectorAll("span img").forEach(old => { URL.revokeObjectURL(old.src); old.parentElement.remove() })
    files.forEach(file => adder.before(thumb(file)))
    adder.hidden = files.length >= MOST
  }

  function keep(chosen) {
    files = chosen
    show()
    savePhotos(draft, files)
  }

  input.addEventListener("change", async () => {
    const added = await Promise.all([...input.files].map(shrunk))
    input.value = ""
    error.hidden = files.length + added.length <= MOST
    error.querySelector("span").textContent = box.dataset.many
    keep([...files, ...added].slice(0, MOST))
  })

  // The form sends what is shown, not what was chosen last.
  input.form.addEventListener("formdata", event => {
    event.formData.delete(input.name)
    files.forEach(file => event.formData.append(input.name, file))
  })
  show()
}
