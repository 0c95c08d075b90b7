// Enter in a field does not send a confirmation: the first button says that something is wrong.

import { enterGoesOn } from "../steps.js"

const form = document.getElementById("confirm")
if (form) enterGoesOn(form)
