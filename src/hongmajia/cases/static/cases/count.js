// How many characters the parts of a case have together, while they are written.
"use strict";
for (const place of document.querySelectorAll("[data-count]")) {
  const fields = place.dataset.count.split(" ").map((id) => document.getElementById(id));
  const count = () => {
    const letters = fields.reduce((sum, field) => sum + field.value.replace(/\s/g, "").length, 0);
    place.textContent = place.dataset.words.replace("%s", letters);
  };
  for (const field of fields) field.addEventListener("input", count);
  place.hidden = false;
  count();
}
