(() => {
  "use strict";

  const copyByHand = (text) => {
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "off-screen";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  };

  window.consolePage = {
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC",

    // navigator.clipboard exists on https and localhost only.
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return copyByHand(text);
      }
    },

    openDialog(dialog) {
      if (dialog?.isConnected && !dialog.open) dialog.showModal();
    },

    closeDialog(dialog) {
      if (dialog?.open) dialog.close();
    },

    focus(element) {
      element?.focus();
    },

    toTop(element) {
      if (element) element.scrollTop = 0;
    },

    // Setting "indeterminate" is possible by script only.
    indeterminate(box, on) {
      if (box) box.indeterminate = on;
    },
  };

  // A folded-out list closes on Escape and on a click elsewhere, as people expect of a menu.
  const fold = (except) => document.querySelectorAll("details.columns[open]").forEach((d) => { if (d !== except) d.open = false; });
  document.addEventListener("click", (event) => fold(event.target.closest?.("details.columns")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.columns[open]");
    if (!open) return;
    fold(null);
    open.querySelector("summary")?.focus();
  });

  const reconnect = document.getElementById("components-reconnect-modal");
  reconnect?.addEventListener("components-reconnect-state-changed", (event) => {
    switch (event.detail.state) {
      case "show": if (!reconnect.open) reconnect.showModal(); break;
      case "hide": reconnect.close(); break;
      case "rejected": location.reload(); break;
      default: break;
    }
  });
  reconnect?.addEventListener("cancel", (event) => event.preventDefault());
  document.getElementById("reconnect-now")?.addEventListener("click", async () => {
    const kept = await Blazor.reconnect().catch(() => false);
    if (kept) reconnect.close(); else location.reload();
  });
})();
