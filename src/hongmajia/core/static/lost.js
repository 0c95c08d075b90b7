/* When the answer to htmx is lost or an error, the page says so, with a link to try again.

   The words are <template>s of the base page: #lost-part for what was to be shown, #refused-act for
   a form that the server refused, #lost-act for one of which nobody knows whether it was carried
   out. Parts that come again by themselves, hidden ones and hints while typing stay silent. */
const notes = new WeakMap();

function isSilent(element, verb) {
  const repeats = (element.getAttribute("hx-trigger") || "").includes("every");
  return element.hidden || repeats || (verb !== "get" && !element.matches("form"));
}

function place(note, element) {
  if (element.matches("a, select")) element.after(note);
  else element.append(note);
}

function wordsFor(verb, status) {
  if (verb === "get") return "lost-part";
  return status >= 400 && status < 500 ? "refused-act" : "lost-act";
}

function say({ detail: { elt, pathInfo, xhr, requestConfig: { verb } } }) {
  if (isSilent(elt, verb)) return;
  forget(elt);
  const note = document.getElementById(wordsFor(verb, xhr.status)).content.firstElementChild.cloneNode(true);
  if (verb === "get") {
    const again = note.querySelector("a");
    again.href = pathInfo.finalRequestPath;
    again.addEventListener("click", (event) => {
      event.preventDefault();
      htmx.ajax("GET", pathInfo.requestPath, { source: elt });
    });
  }
  notes.set(elt, note);
  place(note, elt);
}

function forget(element) {
  notes.get(element)?.remove();
  notes.delete(element);
}

for (const kind of ["responseError", "sendError", "timeout"]) {
  document.addEventListener(`htmx:${kind}`, say);
}
document.addEventListener("htmx:beforeRequest", (event) => forget(event.detail.elt));
