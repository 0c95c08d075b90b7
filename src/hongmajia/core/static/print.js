// Buttons that print the page; without JavaScript the browser's own menu does.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Answers that are folded on the screen; print.css cannot unfold them in older browsers.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details[data-printed]")) folded.open = true;
});
