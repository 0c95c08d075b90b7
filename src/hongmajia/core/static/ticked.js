// Rows that can be ticked: all of a page at once, how many are, and no act without any.

const bar = document.getElementById("ticked");
const every = bar.querySelector("[data-tick-all]");
const count = bar.querySelector("output");
const boxes = [...document.querySelectorAll("input[name=tick]")];

function show() {
  const n = boxes.filter((box) => box.checked).length;
  count.textContent = n ? count.dataset.ticked.replace("{n}", n) : "";
  for (const button of bar.querySelectorAll("button")) {
    button.disabled = n === 0;
  }
}

every.setAttribute("role", "button");
every.addEventListener("click", (event) => {
  event.preventDefault();
  const all = boxes.some((box) => !box.checked);
  boxes.forEach((box) => { box.checked = all; });
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
show();
