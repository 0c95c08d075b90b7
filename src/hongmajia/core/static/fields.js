// The fields of a form: what is typed into them, and typing it again.

const NOT_KEPT = ["password", "file", "submit", "button", "image", "reset", "hidden"]

const isChoice = field => ["radio", "checkbox"].includes(field.type)
const values = options => [...options].map(option => option.value)
const isSame = (some, others) => String(some).trim() === String(others).trim()

export const typedFields = form => [...form.elements].filter(field => field.name && !NOT_KEPT.includes(field.type))

export function said(field) {
  if (isChoice(field)) return field.checked ? [field.value] : []
  return field.options ? values(field.selectedOptions) : [field.value]
}

// What the page said when it came.
function saidFirst(field) {
  if (isChoice(field)) return field.defaultChecked ? [field.value] : []
  if (!field.options) return [field.defaultValue]
  const chosen = values([...field.options].filter(option => option.defaultSelected))
  return chosen.length || field.multiple ? chosen : values([...field.options].slice(0, 1))
}

// By name: the fields that differ from the page as it came, and those that differed `before` even if
// they are the same again. The rest is left to the page: it may say something new when the words are
// restored.
export function changedWords(form, before) {
  const fields = typedFields(form)
  const changed = new Set(fields.filter(field => !isSame(said(field), saidFirst(field))).map(field => field.name))
  const words = {}
  for (const field of fields.filter(({ name }) => changed.has(name) || name in before)) {
    words[field.name] = [...(words[field.name] || []), ...said(field)]
  }
  return words
}

function fill(field, texts, number) {
  const before = said(field)
  if (isChoice(field)) field.checked = texts.includes(field.value)
  else if (field.options) for (const option of field.options) option.selected = texts.includes(option.value)
  else field.value = texts[number] ?? field.value
  return !isSame(said(field), before)
}

// Returns whether anything changed.
export function restoreWords(form, words) {
  const seen = {}
  const filled = typedFields(form).filter(field => {
    if (!(field.name in words)) return false
    seen[field.name] = (seen[field.name] ?? -1) + 1
    return fill(field, words[field.name], seen[field.name])
  })
  for (const field of filled) {
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true
    field.dispatchEvent(new Event("input", { bubbles: true }))
  }
  return filled.length > 0
}

const rowCounts = form => [...form.elements].filter(field => field.name.endsWith("-TOTAL_FORMS"))
export const rowsOf = form => Object.fromEntries(rowCounts(form).map(field => [field.name, field.value]))
