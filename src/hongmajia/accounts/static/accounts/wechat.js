// The button by which people agree to messages in 微信. Its script draws <wx-open-subscribe> and
// tells what was answered; the answer is sent on as it is.

const said = document.getElementById("wechat-said")
const failed = document.getElementById("wechat-failed")

const cannot = () => {
  failed.hidden = false
}

document.addEventListener("WeixinOpenTagsError", cannot)

if (window.wx) {
  window.wx.config(JSON.parse(document.getElementById("wechat-config").textContent))
  window.wx.error(cannot)
  for (const button of document.querySelectorAll(".wechat-ask")) {
    button.addEventListener("success", event => {
      said.elements.details.value = event.detail.subscribeDetails
      said.requestSubmit()
    })
    button.addEventListener("error", cannot)
  }
} else {
  cannot()
}
