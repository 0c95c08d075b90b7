// Order a list by dragging. Without this script, or by keyboard, the two buttons of each row do.
"use strict";
for (const form of document.querySelectorAll("[data-order]")) {
  const list = form.querySelector("ol");
  const save = form.querySelector("[data-save]");
  let held = null;

  list.addEventListener("dragstart", (event) => {
    held = event.target.closest("li");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    held.classList.add("held");
  });

  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!held || !over) return;
    event.preventDefault();
    if (over === held) return;
    const box = over.getBoundingClientRect();
    const after = event.clientY > box.top + box.height / 2;
    list.insertBefore(held, after ? over.nextSibling : over);
  });

  list.addEventListener("drop", (event) => event.preventDefault());

  list.addEventListener("dragend", () => {
    if (!held) return;
    held.classList.remove("held");
    held = null;
    save.hidden = false;
  });
}
