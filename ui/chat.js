/* Language and direction of the page, and the way from a statement to its card and back. */
(() => {
  const KEY = "rahnuma-language";
  const root = document.documentElement;
  let origin = null;

  const stored = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };
  const wanted = () => {
    const asked = new URLSearchParams(location.search).get("lang") || stored() || navigator.language || "en";
    return asked.toLowerCase().startsWith("ur") ? "ur" : "en";
  };
  const setLanguage = (language) => {
    root.lang = language;
    root.dir = language === "ur" ? "rtl" : "ltr";
    try { localStorage.setItem(KEY, language); } catch { /* a private window: not kept */ }
    return [language];
  };
  window.rahnuma = {
    start: () => setLanguage(wanted()),
    setLanguage,
    focusQuestion: () => document.querySelector("#question textarea")?.focus(),
  };
  root.lang = wanted();
  root.dir = root.lang === "ur" ? "rtl" : "ltr";

  /* What Gradio leaves unsaid, or says wrongly, to screen readers: it names messages by their markup, and groups of
     choices not at all. */
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const mend = () => {
    document.querySelectorAll("#chat [data-testid=bot][aria-label], #chat [data-testid=user][aria-label]")
      .forEach((message) => message.removeAttribute("aria-label"));
    document.querySelectorAll("fieldset.block").forEach((group) => {
      const name = group.querySelector("[data-testid=block-info]")?.textContent.trim();
      if (name && group.getAttribute("aria-label") !== name) group.setAttribute("aria-label", name);
    });
  };
  let asked = 0;
  /* A new question brings itself and the top of its cards into view. */
  const reveal = () => {
    const rows = document.querySelectorAll("#chat .user-row");
    if (rows.length > asked) {
      rows[rows.length - 1].scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "start" });
      document.querySelector("#evidence")?.scrollTo({ top: 0 });
    }
    asked = rows.length;
  };
  new MutationObserver(() => { mend(); reveal(); }).observe(root, { childList: true, subtree: true, attributeFilter: ["aria-label"] });

  const show = (element) => {
    for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    element.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "center" });
    element.focus({ preventScroll: true });
  };
  const follow = (link) => {
    const name = link.getAttribute("href").slice(1);
    if (link.classList.contains("back") && origin?.isConnected) return show(origin);
    if (name === "question") return window.rahnuma.focusQuestion();
    const target = document.getElementById(name);
    if (!target) return undefined;
    if (name.startsWith("card-")) {
      origin = link;
      document.querySelectorAll(".card.chosen").forEach((card) => card.classList.remove("chosen"));
      target.classList.add("chosen");
    }
    return show(target);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || !link.matches(".mark, .back, .skip")) return;
    event.preventDefault();
    follow(link);
  }, true);
})();
