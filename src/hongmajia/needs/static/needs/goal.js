// From numbers to a goal that can be measured: 平面度, 6, 2, mm → 平面度由6mm降到2mm以内.

export function goalHelper(box, goal) {
  const [what, from, to, unit] = ["what", "from", "to", "unit"].map(id => box.querySelector(`#goal-${id}`))
  const said = box.querySelector("#goal-said")
  const use = box.querySelector("#goal-use")

  function sentence() {
    if (!what.value.trim() || !to.value.trim()) return ""
    const less = Number(to.value) < Number(from.value)
    const pattern = from.value.trim() ? (less ? box.dataset.less : box.dataset.more) : box.dataset.only
    const words = { what: what.value, from: from.value, to: to.value, unit: unit.value }
    return pattern.replace(/\{(\w+)\}/g, (_, name) => words[name].trim())
  }

  box.addEventListener("input", () => {
    said.textContent = sentence()
    said.hidden = use.hidden = !sentence()
  })
  use.addEventListener("click", () => {
    goal.value = [goal.value.trim(), sentence()].filter(Boolean).join("，")
    goal.dispatchEvent(new Event("input", { bubbles: true }))
    said.hidden = use.hidden = true
    goal.focus()
  })
  box.hidden = false
}
