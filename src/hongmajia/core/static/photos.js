// Photographs: shrunk on this device, shown, taken off again, kept with the draft.

import { clearFiles, loadFiles, saveFiles } from "./device.js"

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

function element(name, className, words = "") {
  const made = document.createElement(name)
  made.className = className
  made.textContent = words
  return made
}

// The place of the thumbnails, made around an input that stands alone.
function boxOf(input, words) {
  const present = input.closest(".phs")
  if (present) return present
  const box = element("div", "phs")
  const adder = element("label", "add", words.add)
  input.before(box)
  adder.append(input)
  box.append(adder)
  return box
}

// Takes over the input. `shrunk()` waits for what was chosen last; `restored`: some were kept before.
export async function photographs(input, name, words) {
  if (!("onformdata" in window)) return { shrunk: () => {} } // an old browser sends what was chosen, as it is
  const { form } = input
  const most = input.multiple ? MOST : 1
  const box = boxOf(input, words)
  const adder = box.querySelector(".add")
  const complaint = element("p", "err")
  complaint.setAttribute("role", "alert")
  complaint.hidden = true
  box.after(complaint)
  let files = (await loadFiles(name)) || []
  let shrinking = Promise.resolve()

  function thumb(file, number) {
    const cell = document.createElement("span")
    const picture = document.createElement("img")
    picture.src = URL.createObjectURL(file.type === "application/pdf" ? PDF : file)
    picture.alt = words.photo.replace("{n}", number + 1)
    const off = element("button", "", "×")
    off.type = "button"
    off.setAttribute("aria-label", words.remove)
    off.addEventListener("click", () => keep(files.filter(other => other !== file)))
    cell.append(picture, off)
    return cell
  }

  function show() {
    box.querySelectorAll("span img").forEach(old => { URL.revokeObjectURL(old.src); old.parentElement.remove() })
    files.forEach((file, number) => adder.before(thumb(file, number)))
    adder.hidden = files.length >= most
  }

  function keep(chosen) {
    files = chosen
    show()
    saveFiles(name, files)
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }

  async function add(chosen) {
    const added = await Promise.all(chosen.map(shrunk))
    complaint.hidden = files.length + added.length <= most
    complaint.textContent = words.many.replace("{n}", most)
    keep([...files, ...added].slice(0, most))
  }

  function take() {
    const chosen = [...input.files]
    input.value = ""
    shrinking = shrinking.then(() => add(chosen))
  }

  input.addEventListener("change", take)
  form.addEventListener("reset", () => {
    files = []
    show()
    clearFiles(name)
  })
  // The form sends what is shown, not what was chosen last.
  form.addEventListener("formdata", event => {
    event.formData.delete(input.name)
    files.forEach(file => event.formData.append(input.name, file))
  })
  show()
  const restored = files.length > 0
  if (input.files.length) take() // chosen before this script had come
  return { shrunk: () => shrinking, restored }
}
