// The record has arrived: what was kept on this device is no longer needed.

import { clearPhotos, wordsDraft } from "../needs/draft.js"

const name = document.querySelector("[data-recorded]").dataset.recorded
wordsDraft(name).clear()
clearPhotos(name)
