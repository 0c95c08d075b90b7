// The codes of needs asked from this device, kept on it only: no account, nothing on the server.

const KEY = "hongmajia-asked"
const MOST = 30

export function asked() {
  try { return JSON.parse(localStorage.getItem(KEY)) || [] } catch { return [] }
}

function store(needs) {
  try {
    if (needs.length) localStorage.setItem(KEY, JSON.stringify(needs))
    else localStorage.removeItem(KEY)
    return true
  } catch { return false }
}

export const remember = need => store([need, ...without(need.code)].slice(0, MOST))
export const forget = code => store(without(code))
export const forgetAll = () => store([])

const without = code => asked().filter(need => need.code !== code)
