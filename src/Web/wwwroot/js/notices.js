// Notifications of the browser. Permission is asked for by a click only; the choice stays in this browser.
(() => {
  "use strict";
  const key = "autopilot-reset.notices";
  const wanted = () => localStorage.getItem(key) === "on";
  const possible = () => "Notification" in window && Notification.permission !== "denied";

  window.consoleNotices = {
    state: () => (!possible() ? "never" : wanted() && Notification.permission === "granted" ? "on" : "off"),

    async toggle() {
      const on = window.consoleNotices.state() !== "on" && (await Notification.requestPermission()) === "granted";
      localStorage.setItem(key, on ? "on" : "off");
      return on ? "on" : "off";
    },

    // The tag lets a later notice about the same thing replace the earlier one, in every open tab.
    show(title, body, tag, path) {
      if (window.consoleNotices.state() !== "on") return;
      const notice = new Notification(title, { body, tag });
      notice.onclick = () => {
        window.focus();
        location.assign(path);
        notice.close();
      };
    },
  };
})();
