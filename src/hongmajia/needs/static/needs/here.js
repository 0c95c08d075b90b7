// “Where I am”: the browser asks first; the place goes to the server to within a kilometre.
const form = document.querySelector("form[data-here]");

function send({ coords }) {
  form.elements.lon.value = coords.longitude.toFixed(2);
  form.elements.lat.value = coords.latitude.toFixed(2);
  form.submit();
}

if (form && navigator.geolocation && window.isSecureContext) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const refuse = () => {
      form.querySelector("[data-refused]").hidden = false;
    };
    navigator.geolocation.getCurrentPosition(send, refuse, { timeout: 10000, maximumAge: 600000 });
  });
}
