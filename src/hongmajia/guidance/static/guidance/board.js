// Drawing on a photograph with a finger, a pen or a mouse. What comes out is a new picture.

const MOST = 1600
const PEN = 7

export function board(dialog, send) {
  const canvas = dialog.querySelector("canvas")
  const pen = canvas.getContext("2d")
  let picture = null
  let of = ""
  let strokes = []

  function line(stroke, width, colour) {
    pen.lineWidth = width
    pen.strokeStyle = colour
    pen.beginPath()
    stroke.forEach(([x, y], n) => (n ? pen.lineTo(x, y) : pen.moveTo(x, y)))
    if (stroke.length === 1) pen.lineTo(stroke[0][0] + 1, stroke[0][1])
    pen.stroke()
  }

  function paint() {
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
    pen.lineCap = pen.lineJoin = "round"
    const width = Math.max(3, canvas.width / 1000 * PEN)
    strokes.forEach(stroke => { line(stroke, width * 1.8, "#fff"); line(stroke, width, "#c4161c") })
  }

  function place(event) {
    const seen = canvas.getBoundingClientRect()
    const scale = canvas.width / seen.width
    return [(event.clientX - seen.left) * scale, (event.clientY - seen.top) * scale]
  }

  canvas.addEventListener("pointerdown", event => {
    canvas.setPointerCapture(event.pointerId)
    strokes.push([place(event)])
    paint()
  })
  canvas.addEventListener("pointermove", event => {
    if (!canvas.hasPointerCapture(event.pointerId)) return
    strokes.at(-1).push(place(event))
    paint()
  })

  dialog.querySelector("[value=undo]").addEventListener("click", () => { strokes.pop(); paint() })
  dialog.querySelector("[value=send]").addEventListener("click", () => {
    canvas.toBlob(blob => {
      send(new File([blob], `${dialog.dataset.name}.jpg`, { type: "image/jpeg" }), of)
      dialog.close()
    }, "image/jpeg", 0.86)
  })

  return async (shown, key) => {
    await shown.decode()
    const scale = Math.min(1, MOST / Math.max(shown.naturalWidth, shown.naturalHeight))
    canvas.width = Math.round(shown.naturalWidth * scale)
    canvas.height = Math.round(shown.naturalHeight * scale)
    picture = shown
    of = key
    strokes = []
    paint()
    dialog.showModal()
  }
}
