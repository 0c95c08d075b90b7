// It has arrived: the draft on this device is not needed any more.

import { clearPhotos, wordsDraft } from "./draft.js"

wordsDraft("ask").clear()
clearPhotos("ask")
