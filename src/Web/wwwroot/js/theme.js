// Loaded before the first paint, so that a dark page never flashes white.
(() => {
  "use strict";
  const key = "autopilot-reset.theme";
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try { return localStorage.getItem(key) ?? "system"; } catch { return "system"; }
  };
  const isDark = () => read() === "dark" || (read() === "system" && system.matches);
  const apply = () => { document.documentElement.dataset.theme = isDark() ? "dark" : "light"; };
  let watcher = null;
  system.addEventListener("change", () => {
    apply();
    watcher?.invokeMethodAsync("ShowTheme", read(), isDark()).catch(() => { watcher = null; });
  });
  apply();
  window.consoleTheme = {
    watch(target) { watcher = target; return { choice: read(), dark: isDark() }; },
    choose(choice) {
      try { localStorage.setItem(key, choice); } catch { /* a page without storage forgets its choice */ }
      document.documentElement.dataset.theme = choice === "system" ? (system.matches ? "dark" : "light") : choice;
      return { choice, dark: document.documentElement.dataset.theme === "dark" };
    },
  };
})();
