// Rows that can be ticked: all of a page at once, how many are, and no act without any.
// A filter of the list may have put other rows and another bar in their place meanwhile.

const boxes = () => [...document.querySelectorAll("input[name=tick]")];

function show() {
  const bar = document.getElementById("ticked");
  if (!bar) {
    return;
  }
  const n = boxes().filter((box) => box.checked).length;
  const count = bar.querySelector("output");
  count.textContent = n ? count.dataset.ticked.replace("{n}", n) : "";
  for (const button of bar.querySelectorAll("button")) {
    button.disabled = n === 0;
  }
  bar.querySelector("[data-tick-all]").setAttribute("role", "button");
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-tick-all]")) {
    return;
  }
  event.preventDefault();
  const all = boxes().some((box) => !box.checked);
  boxes().forEach((box) => { box.checked = all; });
  show();
});
// Who chooses something for a row means that row.
document.addEventListener("change", (event) => {
  const box = event.target.closest(".tick")?.querySelector("input[name=tick]");
  if (box && event.target !== box) {
    box.checked = true;
  }
  show();
});
document.addEventListener("htmx:afterSettle", show);
show();
