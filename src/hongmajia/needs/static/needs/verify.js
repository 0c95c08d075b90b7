// The keyboard stands on the category: arrows change it, Enter lists the need.

const categories = document.querySelectorAll(".decision input[name=category]");
const chosen = [...categories].find((one) => one.checked) ?? categories[0];
const isRead = document.querySelector(".field.bad, :target");

if (!isRead) {
  chosen?.focus({ preventScroll: true });
}
