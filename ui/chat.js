/* Language and direction of the page, and the way from a statement to its card and back. */
(() => {
  const COOKIE = "rahnuma-language";
  const root = document.documentElement;
  let origin = null;

  const stored = () => document.cookie.match(`(?:^|; )${COOKIE}=(en|ur)`)?.[1];
  const wanted = () => {
    const asked = new URLSearchParams(location.search).get("lang") || stored() || navigator.language || "en";
    return asked.toLowerCase().startsWith("ur") ? "ur" : "en";
  };
  /* The server reads the cookie when the page is opened, and speaks that language. */
  const turn = (language) => {
    root.lang = language;
    root.dir = language === "ur" ? "rtl" : "ltr";
    document.cookie = `${COOKIE}=${language}; path=/; max-age=31536000; samesite=lax`;
  };
  turn(wanted());
  document.addEventListener("change", (event) => {
    if (!event.target.matches("#interface-language input")) return;
    turn(event.target.value);
    const address = new URL(location);
    address.searchParams.delete("lang");
    history.replaceState(history.state, "", address);
  });
  const focusQuestion = () => document.querySelector("#question textarea")?.focus();

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
    if (name === "question") return focusQuestion();
    const target = document.getElementById(name);
    if (!target) return undefined;
    if (name.startsWith("card-")) {
      origin = link;
      document.querySelectorAll(".card.chosen").forEach((card) => card.classList.remove("chosen"));
      target.classList.add("chosen");
    }
    return show(target);
  };

  /* Copying: a citation as it stands, an answer with its numbers and its references. */
  const address = (card) => card.querySelector('.links a[href^="/sources/"]')?.href ?? "";
  const citation = (card) => `${card.querySelector(".reference").textContent} ${address(card)}`.trim();
  const answer = (message) => {
    const copied = message.cloneNode(true);
    copied.querySelectorAll(".tools").forEach((tools) => tools.remove());
    const cards = [...copied.querySelectorAll(".mark")].map((mark) => mark.getAttribute("href").slice(1));
    copied.querySelectorAll(".mark").forEach((mark) => mark.replaceWith(`[${mark.textContent}]`));
    copied.querySelectorAll("p, li, h2, h3").forEach((block) => block.append("\n"));
    const references = [...new Set(cards)].map((name) => document.getElementById(name)).filter(Boolean)
      .map((card) => `[${card.querySelector(".number").textContent}] ${citation(card)}`);
    return [copied.textContent.trim(), ...references].join("\n\n");
  };
  const copy = async (button) => {
    const card = button.closest(".card");
    await navigator.clipboard.writeText(card ? citation(card) : answer(button.closest(".answer")));
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 2000);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (button?.matches(".copy")) copy(button);
    if (button?.id === "new") focusQuestion();
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || !link.matches(".mark, .back, .skip")) return;
    event.preventDefault();
    follow(link);
  }, true);
})();
