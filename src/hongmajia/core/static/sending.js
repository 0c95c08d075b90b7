// Sending a form in the background, on a line that may be bad.

const STALLED = 60000
const SHOWN_FROM = 100000 // bytes; less is sent before anybody reads a percentage

// Resolves with the request, whose status is 0 if the line is dead.
export function post(address, data, progress) {
  return new Promise(resolve => {
    const request = new XMLHttpRequest()
    let timer
    const alive = () => {
      clearTimeout(timer)
      timer = setTimeout(() => request.abort(), STALLED)
    }
    request.open("POST", address)
    request.setRequestHeader("X-Sent-By", "form")
    request.upload.onprogress = event => {
      alive()
      if (event.total > SHOWN_FROM) progress(Math.round(100 * event.loaded / event.total))
    }
    request.onloadend = () => {
      clearTimeout(timer)
      resolve(request)
    }
    alive()
    request.send(data)
  })
}

export function lead(place) {
  const to = new URL(place, location.href)
  const isHere = to.pathname + to.search === location.pathname + location.search
  if (!isHere || !to.hash) return location.assign(to)
  location.hash = to.hash
  location.reload()
}

// For pages that cannot be fetched again, such as that of a one-time password.
export function showInstead(html) {
  const page = new DOMParser().parseFromString(html, "text/html")
  document.title = page.title
  document.querySelector("main").replaceWith(page.querySelector("main"))
  window.scrollTo(0, 0)
}

// The server keeps the page that refuses a form (core/refused_pages.py): asking for it as browsers do
// runs the scripts of that page. Without one a note says what is known, in the words of lost.js.
export function showRefusal(form, address, answer) {
  if (answer.getResponseHeader("X-Page-Kept")) return askFor(address, form.elements.form_key.value)
  form.querySelector(":scope > .lost")?.remove()
  const words = answer.status < 500 ? "refused-act" : "lost-act"
  form.append(document.getElementById(words).content.cloneNode(true))
}

function askFor(address, key) {
  const asking = Object.assign(document.createElement("form"), { method: "post", action: address, hidden: true })
  asking.append(Object.assign(document.createElement("input"), { name: "refused_page", value: key }))
  document.body.append(asking)
  asking.submit()
}
