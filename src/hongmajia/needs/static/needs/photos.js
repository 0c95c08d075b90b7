// Photographs: shrunk on this device, shown, taken off again, kept with the draft.

import { loadPhotos, savePhotos } from "./draft.js"

const MOST = 9
const SIDE = 1600

export async function shrunk(file) {
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement("canvas")
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height)
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
    picture.src = URL.createObjectURL(file)
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
