// The record has been stored: delete its draft on this device.

import { clearPhotos, wordsDraft } from "../needs/draft.js"

const name = document.querySelector("[data-recorded]").dataset.recorded
wordsDraft(name).clear()
clearPhotos(name)
